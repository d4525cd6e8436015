namespace Sync.Contracts;

/// <summary>Changes in our own shape. Published by the mapper; 1 to 100 items.</summary>
public sealed record ChangesMapped
{
    public required IReadOnlyList<PersonChange> Items { get; init; }
}
