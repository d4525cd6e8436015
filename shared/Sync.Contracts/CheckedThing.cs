namespace Sync.Contracts;

/// <summary>One thing that a checkup has looked at.</summary>
public sealed record CheckedThing
{
    /// <summary>What it was, e.g. <c>key</c> or <c>field Leads.Company</c>.</summary>
    public required string Check { get; init; }

    public required bool Ok { get; init; }

    /// <summary>What is wrong; null if nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Cure { get; init; }

    /// <summary>What is worth knowing though all is well.</summary>
    public string? Detail { get; init; }
}
