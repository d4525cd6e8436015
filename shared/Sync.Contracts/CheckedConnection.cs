namespace Sync.Contracts;

/// <summary>What a checkup has found about one connection.</summary>
public sealed record CheckedConnection
{
    public required string Name { get; init; }

    public required IReadOnlyList<CheckedThing> Lines { get; init; }
}
