namespace Sync.Benchmarks.Results;

/// <summary>What a figure should come to.</summary>
/// <param name="Must">Missed, the run has failed; null if only the aim is set.</param>
/// <param name="Aim">What we want.</param>
/// <param name="OfRatio">The ratio to the limit is judged, not the figure itself.</param>
/// <param name="AtMost">Less is better.</param>
internal sealed record Goal(double? Must, double? Aim, bool OfRatio = false, bool AtMost = false)
{
    /// <summary>A share of what the machine could do.</summary>
    public static Goal Share(double must, double aim) => new(must, aim, OfRatio: true);

    /// <summary>Less than so much.</summary>
    public static Goal Below(double? must, double? aim) => new(must, aim, AtMost: true);

    public Verdict Judge(double value)
    {
        if (double.IsNaN(value))
        {
            return Must is null ? Verdict.Short : Verdict.Missed;
        }

        return Must is { } must && !Reaches(value, must) ? Verdict.Missed
            : Aim is { } aim && !Reaches(value, aim) ? Verdict.Short : Verdict.Reached;
    }

    private bool Reaches(double value, double mark) => AtMost ? value <= mark : value >= mark;
}

/// <summary>How a figure stands to its goal.</summary>
internal enum Verdict
{
    /// <summary>What must be is reached, and the aim too.</summary>
    Reached,

    /// <summary>What must be is reached, the aim is not.</summary>
    Short,

    /// <summary>What must be is not reached.</summary>
    Missed,
}
