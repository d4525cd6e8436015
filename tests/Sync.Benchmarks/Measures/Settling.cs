using System.Diagnostics;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>Waits until a stack has worked off what it took in.</summary>
internal static class Settling
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    // When the last one was settled stands in the inbox, and under load each look costs the machine ten milliseconds.
    private static readonly TimeSpan EverySettled = TimeSpan.FromMilliseconds(500);

    /// <summary>Every delivery has its outcome.</summary>
    /// <exception cref="BenchException">Not within the time.</exception>
    public static async Task AwaitSettled(this BenchStack stack, TimeSpan within, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await stack.Database.AllSettled(ct))
        {
            if (Stopwatch.GetElapsedTime(began) > within)
            {
                throw new BenchException($"After {within.TotalSeconds:0} s there are still deliveries without an outcome. "
                    + "'deploy/sync status' shows where such ones wait; the logs are in .local/bench/logs.");
            }

            await Task.Delay(EverySettled, ct);
        }
    }

    /// <summary>Nothing waits in any queue either: journal and learning are through, as far as the broker shows it.</summary>
    public static async Task AwaitIdle(this BenchStack stack, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 5 && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60);)
        {
            await Task.Delay(Every, ct);
            quiet = await stack.Queues.Waiting(ct) == 0 ? quiet + 1 : 0;
        }
    }
}
