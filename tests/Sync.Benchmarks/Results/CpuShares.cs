using Sync.Benchmarks.Machine;

namespace Sync.Benchmarks.Results;

/// <summary>CPU time that a load took, by part of the system.</summary>
/// <param name="What">The load.</param>
/// <param name="Deliveries">How many deliveries it was.</param>
/// <param name="Seconds">From the first reading of the clocks to the last.</param>
internal sealed record CpuShares(string What, long Deliveries, double Seconds, IReadOnlyList<(string Part, double Seconds)> Parts)
{
    /// <summary>CPU time of one delivery on everything that has to do with it.</summary>
    public double SecondsEach => Parts.Where(part => part.Part != CpuMeter.Elsewhere).Sum(part => part.Seconds) / Deliveries;

    public IReadOnlyDictionary<string, double> MicrosecondsEach =>
        Parts.ToDictionary(part => part.Part, part => Math.Round(part.Seconds / Deliveries * 1_000_000, 1));

    /// <summary>The same by the no-op host, taken together from several measurements.</summary>
    public double? NoopSecondsEach { get; init; }

    /// <summary>The share of the no-op host's rate that the costs alone allow. Neighbours on the machine, which take time from either,
    /// disturb it less than the ratio of the rates.</summary>
    public double? RatioByCpu => NoopSecondsEach / SecondsEach;

    /// <summary>The share of the machine that went to what is not measured.</summary>
    public double Disturbed(int cores) => Parts.Where(part => part.Part == CpuMeter.Elsewhere).Sum(part => part.Seconds) / Seconds / cores;
}
