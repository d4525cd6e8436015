using Sync.Benchmarks.Load;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>How long it takes from a webhook's first byte sent until the CRM has answered the call that writes the person.</summary>
internal sealed class LatencyMeasure(Bench bench)
{
    private const double PerSecond = 50;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);
    private CpuShares? _cpu;
    private IReadOnlyList<(string Stage, double Median, double P99)> _delays = [];

    public async Task Run(CancellationToken ct)
    {
        // Programs that have just started still compile: what that costs is a figure of its own.
        var cold = await Measure(ct);
        var runs = new List<Latencies>();
        for (var run = 0; run < bench.Plan.Repeat; run++)
        {
            runs.Add(await Measure(ct));
            bench.Say.Step($"latency at {PerSecond}/s: p50 {runs[^1].Percentile(0.5):0.0} ms, "
                + $"p95 {runs[^1].Percentile(0.95):0.0} ms, p99 {runs[^1].Percentile(0.99):0.0} ms");
        }

        var noop = (await LoadGenerator.Run(Plan(bench.Noop.Hook, TimeSpan.FromSeconds(5)), ct)).Demand("the no-op host").Latencies;
        Add(runs, noop, 0.5, "p50", Goal.Below(null, 15));
        Add(runs, noop, 0.95, "p95", null);
        Add(runs, noop, 0.99, "p99", Goal.Below(250, 60));
        Add([cold], noop, 0.99, "p99 just after the start", null);
        bench.AddCpu(_cpu!);
        bench.Report.Notes.Add("Latency from stage to stage, ms: "
            + string.Join(", ", _delays.Select(delay => $"{delay.Stage} {delay.Median:0.0} (p99 {delay.P99:0.0})")));
    }

    private async Task<Latencies> Measure(CancellationToken ct)
    {
        (await LoadGenerator.Run(Plan(bench.Stack.Hook, bench.Plan.WarmUp), ct)).Demand("latency");
        await bench.Stack.AwaitSettled(TimeSpan.FromSeconds(60), ct);
        await bench.Stack.AwaitIdle(ct);
        await bench.Stack.Sandbox.NewCalls(ct);
        var newest = await bench.Stack.Database.Newest(ct);
        var cpu = bench.ReadCpu();
        var load = (await LoadGenerator.Run(Plan(bench.Stack.Hook, Within), ct)).Demand("latency");
        await bench.Stack.AwaitSettled(TimeSpan.FromSeconds(60), ct);
        _cpu = bench.ReadCpu().Since(cpu, $"latency at {PerSecond}/s", load.Accepted);
        await bench.Stack.AwaitIdle(ct);
        _delays = await bench.Stack.Database.Delays(newest, ct);
        var calls = (await bench.Stack.Sandbox.NewCalls(ct)).Where(call => call is { IsWrite: true, Trace: not null, Status: < 300 });
        var (times, byOutcome) = WriteTimes.Match(load, await bench.Stack.Database.Carried(newest, ct), calls);
        if (byOutcome > 0)
        {
            bench.Report.Notes.Add($"Latency: {byOutcome} of {times.Count} deliveries could not be matched to their CRM call; "
                + "for them the time until their outcome was noted stands in, which is longer.");
        }

        return times;
    }

    private LoadPlan Plan(Uri address, TimeSpan within) => new()
    {
        Address = address, Connections = Math.Min(16, bench.Plan.Connections), Within = within, Rate = PerSecond, Traced = true,
    };

    private void Add(IReadOnlyList<Latencies> runs, Latencies noop, double share, string name, Goal? goal) =>
        bench.Report.Figures.Add(new Figure(
            $"webhook to finished CRM call at {PerSecond}/s, {name}", Figure.Median(runs.Select(run => run.Percentile(share))), "ms")
        {
            LimitName = "ms no-op",
            Limit = noop.Percentile(share),
            Goal = goal,
            Measurements = [.. runs.Select(run => Math.Round(run.Percentile(share), 2))],
            Detail = new Dictionary<string, object?> { ["deliveries"] = runs.Sum(run => run.Count) },
        });
}
