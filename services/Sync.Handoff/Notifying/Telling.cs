namespace Sync.Handoff.Notifying;

/// <summary>How it went to tell a receiver of something.</summary>
/// <param name="Problem">Why it did not arrive; null if it did.</param>
/// <param name="IsFinal">It would not arrive another time either.</param>
internal readonly record struct Telling(string? Problem, bool IsFinal = false)
{
    public static Telling Arrived { get; }

    public static Telling NoReceiver { get; } = new("sync.yaml no longer has this receiver", IsFinal: true);

    public static Telling Later(string problem) => new(problem);

    public static Telling Never(string problem) => new(problem, IsFinal: true);
}
