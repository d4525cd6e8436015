using Sync.Benchmarks.Load;
using Sync.Benchmarks.Machine;
using Sync.Benchmarks.Noop;
using Sync.Benchmarks.Results;
using Sync.Benchmarks.Stack;

namespace Sync.Benchmarks.Measures;

/// <summary>A running stack with all that is needed to measure it.</summary>
internal sealed record Bench(
    BenchPlan Plan, BenchPlace Place, BenchStack Stack, NoopProcess Noop, MemoryWatch Memory, Report Report, Say Say)
{
    public TimeSpan Span => TimeSpan.FromSeconds(Plan.Seconds);

    /// <summary>Services, and beside them the no-op host.</summary>
    public IReadOnlyDictionary<string, int[]> Watched => new Dictionary<string, int[]>(Stack.Endpoints.Processes) { ["noop"] = [Noop.Pid] };

    /// <summary>As many webhooks as the address takes, for some time.</summary>
    public async Task<LoadResult> Press(string what, Uri address, TimeSpan within, CancellationToken ct)
    {
        var plan = new LoadPlan { Address = address, Connections = Plan.Connections, Within = within };
        var result = await Memory.During(Watched, () => LoadGenerator.Run(plan, ct));
        return result.Demand(what);
    }

    /// <summary>What the no-op host takes, a second.</summary>
    public async Task<double> PressNoop(CancellationToken ct)
    {
        await Press("the no-op host", Noop.Hook, Plan.WarmUp, ct);
        var result = await Press("the no-op host", Noop.Hook, Span, ct);
        Say.Step($"no-op host: {result.PerSecond:0}/s");
        return result.PerSecond;
    }

    public CpuMeter ReadCpu() => CpuMeter.Read(Stack, ("noop", Noop.Pid));
}
