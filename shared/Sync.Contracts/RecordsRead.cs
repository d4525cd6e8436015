namespace Sync.Contracts;

/// <summary>Records that were read because a notification named them. Published by the writer for the mapper; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record RecordsRead
{
    public required IReadOnlyList<RecordRead> Items { get; init; }
}
