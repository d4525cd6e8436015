namespace Sync.Contracts;

/// <summary>What the rules of one route say of a record as its source has it.</summary>
public sealed record RouteChoice
{
    /// <summary>Name of the route.</summary>
    public required string Route { get; init; }

    /// <summary>Name of the route under which a new person is created, where that is in another module than usual.</summary>
    public string? CreateAs { get; init; }

    /// <summary>The rule that keeps the record out, e.g. <c>except tag internal</c>; null if none does.</summary>
    public string? Rule { get; init; }

    /// <summary>The source did not say what the rule asks for: the record is not created, and is updated if it is there.</summary>
    public bool OnlyNew { get; init; }
}
