namespace Sync.Contracts;

/// <summary>Changes in our own shape. Published by the mapper; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record ChangesMapped
{
    public required IReadOnlyList<PersonChange> Items { get; init; }
}
