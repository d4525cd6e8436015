namespace Sync.Contracts;

/// <summary>A person asks what would be written now if these changes came once more. Published by the console.</summary>
public sealed record PlanRequested
{
    public required Guid Id { get; init; }

    /// <summary>The changes, each under a key of its own; nothing is merged and nothing is written.</summary>
    public required IReadOnlyList<PersonChange> Changes { get; init; }
}
