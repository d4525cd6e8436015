using System.Diagnostics;
using System.Globalization;

namespace Sync.Deploy.Demonstration;

/// <summary>
/// Waits until programs that have just started are at rest. In their first seconds they compile and look around; what is measured then is
/// their start, which is a figure of the benchmark, and not how long a lead takes.
/// </summary>
internal static class Calm
{
    private const string Counters = "/proc/stat";
    private const double BusyShare = 0.2;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // Where others use the machine it may never be at rest.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static async Task Await(Say say, CancellationToken ct)
    {
        if (!File.Exists(Counters))
            return;
        var since = Stopwatch.GetTimestamp();
        var (busy, all) = Read();
        var share = 1.0;
        while (share > BusyShare && Stopwatch.GetElapsedTime(since) < Longest)
        {
            await Task.Delay(Look, ct);
            var (busyNow, allNow) = Read();
            share = (busyNow - busy) / Math.Max(1, allNow - all);
            (busy, all) = (busyNow, allNow);
        }

        say.Step(share > BusyShare ? "the machine is busy: what follows may take longer than it would" : "what has started is at rest");
    }

    // "cpu" and then ticks of user, nice, system, idle, iowait, irq, softirq, ... of all cores together (proc(5)).
    private static (double Busy, double All) Read()
    {
        var ticks = File.ReadLines(Counters).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(7)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
