using Sync.Benchmarks.Machine;
using Sync.Benchmarks.Measures;
using Sync.Benchmarks.Noop;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks;

/// <summary>A run from an empty place to the printed table: stacks up, measured, down.</summary>
internal sealed class BenchRun(BenchPlan plan)
{
    private readonly Say _say = new();
    private readonly Report _report = new();
    private readonly MemoryWatch _memory = new();

    /// <returns>0 if every figure that must be reached is, else 1.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var place = BenchPlace.Find();
        using var alone = place.Lock();
        try
        {
            if (plan.NeedsDoor)
            {
                await WithStack(place, BenchPlan.Ingress, MeasureDoor, ct);
            }

            if (plan.Names.Contains(BenchPlan.Dedupe))
            {
                await WithStack(place, BenchPlan.Dedupe, (bench, token) => new DedupeMeasure(bench).Run(token), ct);
            }

            if (plan.NeedsAll)
            {
                await WithStack(place, null, MeasureAll, ct);
            }

            if (plan.Names.Contains(BenchPlan.Handoff))
            {
                await WithStack(place, null, MeasureHandoffs, ct, isLimited: true);
            }
        }
        finally
        {
            // What was measured before something went wrong is worth having.
            Write(place);
        }

        return _report.MissesNothing ? 0 : 1;
    }

    private async Task WithStack(BenchPlace place, string? only, Func<Bench, CancellationToken, Task> measure, CancellationToken ct, bool isLimited = false)
    {
        await using var stack = await BenchStack.Up(place, only, isLimited, _say, ct);
        _report.Machine ??= await MachineFacts.Read(place, stack, ct);
        await using var noop = await NoopProcess.Start(place, ProcFile.Environment(stack.Endpoints.Processes.Values.First(pids => pids.Length > 0)[0]), ct);
        await measure(new Bench(plan, place, stack, noop, _memory, _report, _say), ct);
        NoteFalls(place, stack);
    }

    private async Task MeasureDoor(Bench bench, CancellationToken ct)
    {
        // With both kinds of stack, memory at rest and starts are measured in the whole one.
        var rest = plan.NeedsAll ? null : new RestMeasure(bench);
        await (rest?.Run(ct) ?? Task.CompletedTask);
        if (plan.Names.Contains(BenchPlan.Sandbox))
        {
            await new SandboxMeasure(bench).Run(ct);
        }

        if (plan.Names.Contains(BenchPlan.Ingress) || plan.Names.Contains(BenchPlan.Inbox))
        {
            await MeasureIngress(bench, ct);
        }

        rest?.AddFigures();
    }

    private static async Task MeasureHandoffs(Bench bench, CancellationToken ct)
    {
        using var handoffs = new HandoffMeasure(bench);
        await handoffs.Run(ct);
    }

    private async Task MeasureIngress(Bench bench, CancellationToken ct)
    {
        var ingress = new IngressMeasure(bench);
        var empty = await ingress.Empty(ct);
        if (plan.Names.Contains(BenchPlan.Inbox))
        {
            await ingress.Full(empty, ct);
        }
    }

    private async Task MeasureAll(Bench bench, CancellationToken ct)
    {
        var rest = new RestMeasure(bench);
        await rest.Run(ct);
        if (plan.Names.Contains(BenchPlan.Latency))
        {
            await new LatencyMeasure(bench).Run(ct);
        }

        var pipeline = new PipelineMeasure(bench);
        if (plan.Names.Contains(BenchPlan.Pipeline))
        {
            await pipeline.Run(ct);
        }
        else if (plan.Names.Contains(BenchPlan.Memory))
        {
            await pipeline.Press(ct);
        }

        rest.AddFigures();
    }

    private void NoteFalls(BenchPlace place, BenchStack stack)
    {
        var now = Endpoints.Read(place).Processes;
        foreach (var (name, pids) in stack.Endpoints.Processes)
        {
            if (!now.GetValueOrDefault(name, []).SequenceEqual(pids))
            {
                _report.Notes.Add($"{name} ended and was started again during the run: its figures, and perhaps others, mean nothing.");
            }
        }
    }

    private void Write(BenchPlace place)
    {
        var lines = ResultLines.Of(_report, plan, TimeProvider.System.GetUtcNow()).ToList();
        File.AppendAllLines(place.Results, lines);
        if (plan.Json)
        {
            lines.ForEach(Console.WriteLine);
        }
        else if (_report.Figures.Count > 0)
        {
            new ResultTables().Print(_report);
        }
    }
}
