namespace Sync.Contracts;

/// <summary>Writes that the rules have decided on. Published by dedupe; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record WritesRequested
{
    public required IReadOnlyList<WriteRequest> Items { get; init; }
}
