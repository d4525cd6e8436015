namespace Sync.Contracts;

/// <summary>Records that have to be read. Published by the mapper; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record ReadsRequested
{
    public required IReadOnlyList<ReadRequest> Items { get; init; }
}
