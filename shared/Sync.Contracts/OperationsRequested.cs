namespace Sync.Contracts;

/// <summary>What is to be done for persons. Published by handoff and dedupe; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record OperationsRequested
{
    public required IReadOnlyList<OperationRequest> Items { get; init; }
}
