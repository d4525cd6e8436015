using Sync.Benchmarks.Results;

namespace Sync.Benchmarks.Measures;

/// <summary>How many webhooks a second go all the way into the CRM when the vendor limits nothing.</summary>
internal sealed class PipelineMeasure(Bench bench)
{
    private const int WarmUp = 3_000;

    public async Task Run(CancellationToken ct)
    {
        var before = await bench.PressNoop(ct);
        var runs = await Runs(ct);
        var after = await bench.PressNoop(ct);
        AddFigures(runs, (before.PerSecond + after.PerSecond) / 2);
        bench.AddCpu(runs[^1].Cpu, before.Cpu, after.Cpu);
        bench.Report.Notes.Add(runs[^1].Describe());
    }

    /// <summary>Only to see how much memory the services take under load.</summary>
    public async Task Press(CancellationToken ct) =>
        await bench.Memory.During(bench.Watched, () => PipelineRun.Measure(bench, bench.Plan.Deliveries, ct));

    private async Task<IReadOnlyList<PipelineRun>> Runs(CancellationToken ct)
    {
        bench.Say.Step($"warming the pipeline up with {WarmUp} deliveries");
        await PipelineRun.Measure(bench, WarmUp, ct);
        var runs = new List<PipelineRun>();
        for (var run = 0; run < bench.Plan.Repeat; run++)
        {
            runs.Add(await bench.Memory.During(bench.Watched, () => PipelineRun.Measure(bench, bench.Plan.Deliveries, ct)));
            bench.Say.Step(runs[^1].Describe());
        }

        return runs;
    }

    private void AddFigures(IReadOnlyList<PipelineRun> runs, double noop)
    {
        var sent = runs.Sum(run => run.Load.Accepted);
        var writes = runs.Sum(run => run.Calls.Count(call => call.IsWrite));
        bench.Report.Figures.Add(new Figure("deliveries settled, webhook to CRM", Figure.Median(runs.Select(run => run.PerSecond)), "/s")
        {
            LimitName = "/s no-op",
            Limit = noop,
            Goal = Goal.Share(must: 0.035, aim: 0.09),
            Measurements = [.. runs.Select(run => Math.Round(run.PerSecond, 1))],
            Detail = new Dictionary<string, object?>
            {
                ["takenInPerSecond"] = Math.Round(Figure.Median(runs.Select(run => run.Load.PerSecond)), 1),
                ["stagesThroughAfterSeconds"] = runs[^1].Stages,
                ["queries"] = runs.Sum(run => run.Calls.Count(call => call.IsQuery)),
                ["writeCalls"] = writes,
                ["refusedCalls"] = runs.Sum(run => run.Calls.Count(call => call.Status >= 400)),
            },
        });
        var surplus = runs[^1].Duplicates + Math.Abs(runs.Sum(run => run.LeadsMade) - sent);
        bench.Report.Figures.Add(new Figure("CRM records beyond one a person", surplus, "")
        {
            Goal = Goal.Below(0, 0),
        });
        bench.Report.Figures.Add(new Figure("CRM write calls for 10,000 records", writes * 10_000.0 / sent, "")
        {
            LimitName = "at 100 a call", Limit = 100,
        });
    }
}
