using Sync.Benchmarks.Machine;

namespace Sync.Benchmarks.Results;

/// <summary>All that a run found.</summary>
internal sealed class Report
{
    public MachineFacts? Machine { get; set; }

    public List<Figure> Figures { get; } = [];

    public List<CpuShares> Cpu { get; } = [];

    /// <summary>What a reader of the figures should know, one sentence each.</summary>
    public List<string> Notes { get; } = [];

    public bool MissesNothing => Figures.TrueForAll(figure => figure.Verdict != Verdict.Missed);
}
