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
    // The kernel's own work on behalf of a load counts as elsewhere too.
    private const double Undisturbed = 0.1;

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

    /// <summary>What the no-op host takes, and at what cost.</summary>
    public async Task<(double PerSecond, CpuShares Cpu)> PressNoop(CancellationToken ct)
    {
        await Press("the no-op host", Noop.Hook, Plan.WarmUp, ct);
        var cpu = ReadCpu();
        var result = await Press("the no-op host", Noop.Hook, Span, ct);
        var shares = ReadCpu().Since(cpu, "no-op host", result.Accepted);
        Say.Step($"no-op host: {result.PerSecond:0}/s");
        return (result.PerSecond, shares);
    }

    /// <summary>Reports what a load cost, beside what the no-op host's loads cost.</summary>
    public void AddCpu(CpuShares cpu, params IReadOnlyCollection<CpuShares> noop)
    {
        Report.Cpu.Add(noop.Count == 0 ? cpu : cpu with { NoopSecondsEach = noop.Average(load => load.SecondsEach) });
        foreach (var load in noop.Append(cpu).GroupBy(load => load.What))
        {
            if (load.Max(part => part.Disturbed(Environment.ProcessorCount)) is var share and > Undisturbed)
            {
                Report.Notes.Add($"{share * 100:0} % of the machine went elsewhere while '{load.Key}' was measured: its rate is too low by "
                    + "about as much. Costs in CPU time suffer less.");
            }
        }
    }

    public CpuMeter ReadCpu() => CpuMeter.Read(Stack, ("noop", Noop.Pid));
}
