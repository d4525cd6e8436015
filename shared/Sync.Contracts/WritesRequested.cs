namespace Sync.Contracts;

/// <summary>Writes that the rules have decided on. Published by dedupe; 1 to 100 items.</summary>
public sealed record WritesRequested
{
    public required IReadOnlyList<WriteRequest> Items { get; init; }
}
