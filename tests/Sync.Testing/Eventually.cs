using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sync.Testing;

/// <summary>Waits for what other processes and threads bring about, and no longer than it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Waits until the condition holds. An exception in the condition counts as "not yet"; the last one is told when time is up.
    /// </summary>
    /// <exception cref="TimeoutException">It did not within the deadline; the message holds the condition as written.</exception>
    public static async Task Within(
        TimeSpan deadline, Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string written = "") =>
        await Within(deadline, condition, holds => holds, written);

    /// <inheritdoc cref="Within(TimeSpan, Func{Task{bool}}, string)"/>
    public static Task Within(TimeSpan deadline, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string written = "") =>
        Within(deadline, () => Task.FromResult(condition()), written);

    /// <summary>Waits until what <paramref name="look"/> finds is as it should be.</summary>
    /// <returns>What it found then.</returns>
    /// <exception cref="TimeoutException">It was not within the deadline; the message holds what was found last.</exception>
    public static async Task<T> Within<T>(
        TimeSpan deadline, Func<Task<T>> look, Func<T, bool> isRight, [CallerArgumentExpression(nameof(look))] string written = "")
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var (found, failure) = await Look(look);
            if (failure is null && isRight(found!))
                return found!;
            if (Stopwatch.GetElapsedTime(since) > deadline)
                throw new TimeoutException(Text(deadline, written, found, failure), failure);
            await Task.Delay(Pause);
        }
    }

    private static async Task<(T? Found, Exception? Failure)> Look<T>(Func<Task<T>> look)
    {
        try
        {
            return (await look(), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (default, e);
        }
    }

    private static string Text<T>(TimeSpan deadline, string written, T? found, Exception? failure)
    {
        var last = failure is null ? found?.ToString() ?? "(null)" : $"{failure.GetType().Name}: {failure.Message}";
        return string.Create(CultureInfo.InvariantCulture, $"Not within {deadline.TotalSeconds:0.#} s: {written}\nLast: {last}");
    }
}
