namespace Sync.Testing;

/// <summary>Values of which any will do, each unlike the others of the run.</summary>
public static class Some
{
    private static long _last = Random.Shared.Next(1_000_000);

    /// <summary>A moment in the past, in whole seconds as vendors tell it.</summary>
    public static DateTimeOffset Moment { get; } = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public static long Number() => Interlocked.Increment(ref _last);

    public static string Word() => $"word{Number()}";

    public static string Email() => $"person{Number()}@example.test";
}
