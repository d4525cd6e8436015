namespace Sync.Contracts;

/// <summary>Operations that plays have decided on. Published by handoff; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record OperationsRequested
{
    public required IReadOnlyList<OperationRequest> Items { get; init; }
}
