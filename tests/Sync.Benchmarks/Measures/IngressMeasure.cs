using System.Diagnostics;
using Sync.Benchmarks.Load;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>How many webhooks a second the door takes and has on disk before it answers, with nobody behind it.</summary>
internal sealed class IngressMeasure(Bench bench)
{
    private CpuShares? _cpu;

    /// <summary>With an empty inbox, against the no-op host.</summary>
    /// <returns>Webhooks a second.</returns>
    public async Task<double> Empty(CancellationToken ct)
    {
        var before = await bench.PressNoop(ct);
        var runs = await Runs("empty inbox", ct);
        var after = await bench.PressNoop(ct);
        bench.AddCpu(_cpu!, before.Cpu, after.Cpu);
        var median = Figure.Median(runs.Select(run => run.PerSecond));
        if (bench.Plan.Names.Contains(BenchPlan.Ingress))
        {
            bench.Report.Figures.Add(Describe("durable webhooks taken in, 1 KB", runs) with
            {
                LimitName = "/s no-op",
                Limit = (before.PerSecond + after.PerSecond) / 2,
                Goal = Goal.Share(must: 0.20, aim: 0.30),
            });
        }

        return median;
    }

    /// <summary>With many keys in the inbox, against the empty one.</summary>
    public async Task Full(double empty, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await bench.Stack.Database.Fill(
            bench.Plan.Keys, filled => bench.Say.Step($"filling the inbox: {filled:#,0} of {bench.Plan.Keys:#,0} keys"), ct);
        bench.Say.Step($"filled in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        var runs = await Runs("full inbox", ct);
        bench.AddCpu(_cpu!);
        bench.Report.Figures.Add(Describe($"the same with {bench.Plan.Keys:#,0} keys in the inbox", runs) with
        {
            LimitName = "/s empty",
            Limit = empty,
            Goal = Goal.Share(must: 0.80, aim: 0.95),
        });
    }

    private async Task<IReadOnlyList<LoadResult>> Runs(string what, CancellationToken ct)
    {
        await bench.Press(what, bench.Stack.Hook, bench.Plan.WarmUp, ct);
        var runs = new List<LoadResult>();
        for (var run = 0; run < bench.Plan.Repeat; run++)
        {
            await Quiet(ct);
            var cpu = bench.ReadCpu();
            var result = await bench.Press(what, bench.Stack.Hook, bench.Span, ct);
            _cpu = bench.ReadCpu().Since(cpu, $"ingress, {what}", result.Accepted);
            bench.Say.Step($"{what}: {result.PerSecond:0}/s, p50 {result.Latencies.Percentile(0.5):0.0} ms, "
                + $"p99 {result.Latencies.Percentile(0.99):0.0} ms");
            runs.Add(result);
        }

        await Quiet(ct);
        return runs;
    }

    // Nobody works off what comes in here. Left alone it would come due and be published again during the next measurement.
    private async Task Quiet(CancellationToken ct)
    {
        await bench.Stack.Database.Close(ct);
        do
        {
            await bench.Stack.Queues.Purge(ct);
            await Task.Delay(500, ct);
        }
        while (await bench.Stack.Queues.Waiting(ct) > 0);
    }

    private static Figure Describe(string name, IReadOnlyList<LoadResult> runs) =>
        new(name, Figure.Median(runs.Select(run => run.PerSecond)), "/s")
        {
            Measurements = [.. runs.Select(run => Math.Round(run.PerSecond, 1))],
            Detail = new Dictionary<string, object?>
            {
                ["p50Milliseconds"] = Math.Round(Figure.Median(runs.Select(run => run.Latencies.Percentile(0.5))), 2),
                ["p99Milliseconds"] = Math.Round(Figure.Median(runs.Select(run => run.Latencies.Percentile(0.99))), 2),
            },
        };
}
