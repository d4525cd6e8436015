namespace Sync.Benchmarks.Results;

/// <summary>CPU time that a load took, by part of the system.</summary>
/// <param name="What">The load.</param>
/// <param name="Deliveries">How many deliveries it was.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record CpuShares(string What, long Deliveries, double Seconds, IReadOnlyList<(string Part, double Seconds)> Parts)
{
    /// <summary>Deliveries a second that so many cores could carry at this cost, if nothing else ran and nothing waited.</summary>
    public double Ceiling(int cores) => cores / (Parts.Where(part => part.Part != Machine.CpuMeter.Elsewhere).Sum(part => part.Seconds) / Deliveries);

    public IReadOnlyDictionary<string, double> MicrosecondsEach =>
        Parts.ToDictionary(part => part.Part, part => Math.Round(part.Seconds / Deliveries * 1_000_000, 1));
}
