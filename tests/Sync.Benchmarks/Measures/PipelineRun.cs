using Sync.Benchmarks.Load;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>One load of distinct persons through the whole pipeline.</summary>
internal sealed record PipelineRun
{
    public required LoadResult Load { get; init; }

    /// <summary>From the first webhook sent to the last delivery settled.</summary>
    public required TimeSpan Took { get; init; }

    public required CpuShares Cpu { get; init; }

    /// <summary>When each stage was through with the last delivery, in seconds from the first webhook.</summary>
    public required IReadOnlyDictionary<string, double> Stages { get; init; }

    public required IReadOnlyList<VendorCall> Calls { get; init; }

    public required long LeadsMade { get; init; }

    public required long Duplicates { get; init; }

    public double PerSecond => Load.Accepted / Took.TotalSeconds;

    public static async Task<PipelineRun> Measure(Bench bench, int deliveries, CancellationToken ct)
    {
        var stack = bench.Stack;
        await stack.Sandbox.NewCalls(ct);
        var (leads, _) = await stack.Sandbox.Summary(ct);
        var newest = await stack.Database.Newest(ct);
        var cpu = bench.ReadCpu();

        var within = TimeSpan.FromSeconds(60 + (deliveries / 100.0));
        var plan = new LoadPlan { Address = stack.Hook, Connections = bench.Plan.Connections, Within = within, MostRequests = deliveries };
        var load = (await LoadGenerator.Run(plan, ct)).Demand("the pipeline");
        await stack.AwaitSettled(within, ct);
        var (settled, last) = await stack.Database.SettledAfter(newest, ct);
        if (settled != load.Accepted)
        {
            throw new BenchException($"{load.Accepted} deliveries were accepted, and {settled} are settled.");
        }

        // The journal and what is learnt of writes belong to the cost of a delivery, though not to the time it takes.
        await stack.AwaitIdle(ct);
        var shares = bench.ReadCpu().Since(cpu, "pipeline", load.Accepted);
        var (leadsNow, duplicates) = await stack.Sandbox.Summary(ct);
        return new PipelineRun
        {
            Load = load,
            Took = last - load.Began,
            Cpu = shares,
            Stages = (await stack.Database.Stages(newest, ct)).ToDictionary(
                stage => stage.Stage, stage => Math.Round((stage.Last - load.Began).TotalSeconds, 2)),
            Calls = await stack.Sandbox.NewCalls(ct),
            LeadsMade = leadsNow - leads,
            Duplicates = duplicates,
        };
    }

    public string Describe() => $"pipeline: {PerSecond:0}/s; {Load.Accepted} taken in by {Load.Window.TotalSeconds:0.0} s, "
        + string.Join(", ", Stages.OrderBy(stage => stage.Value).Select(stage => $"{stage.Key} by {stage.Value:0.0}"))
        + $", settled by {Took.TotalSeconds:0.0} s; {Calls.Count(call => call.IsWrite)} write calls, "
        + $"{Calls.Count(call => call.IsQuery)} queries";
}
