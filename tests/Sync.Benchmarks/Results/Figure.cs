namespace Sync.Benchmarks.Results;

/// <summary>One measured number beside the limit that was measured in the same run.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Value">The median of all measurements.</param>
internal sealed record Figure(string Name, double Value, string Unit)
{
    /// <summary>What the limit is.</summary>
    public string? LimitName { get; init; }

    /// <summary>In the same unit.</summary>
    public double? Limit { get; init; }

    public Goal? Goal { get; init; }

    /// <summary>Each measurement, in order.</summary>
    public IReadOnlyList<double> Measurements { get; init; } = [];

    /// <summary>Whatever else was seen, for the file.</summary>
    public IReadOnlyDictionary<string, object?> Detail { get; init; } = new Dictionary<string, object?>();

    public double? Ratio => Limit is > 0 ? Value / Limit : null;

    public Verdict? Verdict => Goal?.Judge(Goal.OfRatio ? Ratio ?? double.NaN : Value);

    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
