using System.Globalization;

namespace Sync.Faults.Judging;

/// <summary>What a run came to. The lists name what was found, for people; empty ones are as they should be.</summary>
internal sealed record Verdict
{
    /// <summary>Deliveries that were sent at least once.</summary>
    public required int Attempted { get; init; }

    /// <summary>Sends, repetitions included.</summary>
    public required int Sends { get; init; }

    public required int Acknowledged { get; init; }

    /// <summary>Not acknowledged, but stored: allowed.</summary>
    public required int Recovered { get; init; }

    /// <summary>Acknowledged, but without an outcome, or without the effect that its outcome speaks of.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>The same intended action twice: a second inbox row, a second record.</summary>
    public required IReadOnlyList<string> Duplicates { get; init; }

    /// <summary>An effect that nobody attempted, or a mixture of two.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }

    /// <summary>Ended among the dead letters: a final outcome, but none that a fault of our own parts may cause.</summary>
    public required IReadOnlyList<string> DeadLettered { get; init; }

    /// <summary>The journal has no end of it, or more than one.</summary>
    public required IReadOnlyList<string> Contradicted { get; init; }

    /// <summary>An answer that no sender may ever get.</summary>
    public required IReadOnlyList<string> Forbidden { get; init; }

    public bool IsClean => Findings.All(finding => finding.What.Count == 0);

    private IEnumerable<(string Class, IReadOnlyList<string> What)> Findings =>
    [
        ("lost", Lost), ("duplicate effects", Duplicates), ("unexpected", Unexpected), ("dead-lettered", DeadLettered),
        ("without exactly one end", Contradicted), ("forbidden answers", Forbidden),
    ];

    /// <summary>One line of figures.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"attempted {Attempted} in {Sends} sends, acknowledged {Acknowledged}, recovered {Recovered}, ")
        + string.Join(", ", Findings.Select(finding => string.Create(CultureInfo.InvariantCulture, $"{finding.Class} {finding.What.Count}")));

    /// <summary>The figures, and some of what was found of each class.</summary>
    public string Describe() => string.Join('\n', Findings.Where(finding => finding.What.Count > 0)
        .SelectMany(finding => finding.What.Take(5).Select(what => $"{finding.Class}: {what}")).Prepend(ToString()));
}
