namespace Sync.Contracts;

/// <summary>A record as its source has it, or the word that the source no longer has it.</summary>
public sealed record RecordRead
{
    /// <summary>Idempotency key of the request that it answers. Where several asked for one record, that of the latest delivery.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection that the record belongs to.</summary>
    public required string Connection { get; init; }

    /// <summary>The vendor's own name of the event that led to it, e.g. <c>Leads.update</c>.</summary>
    public required string Kind { get; init; }

    public required string Module { get; init; }

    public required string RecordId { get; init; }

    /// <summary>When the source gave the hint, by its own clock; of several hints the latest.</summary>
    public required DateTimeOffset HintedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>False if the source no longer has the record.</summary>
    public required bool IsThere { get; init; }

    /// <summary>Address of the person in the record; null when it has none.</summary>
    public string? Email { get; init; }

    /// <summary>When the record was last changed, by the source's own clock; null where the record is gone.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Field names of the source to values; empty where the record is gone.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>
    /// Canonical name of each field that we ever wrote there to the last write that was done before the read. No write was under way
    /// while it was read, so that what stands there now tells an echo from an edit without any clock. Null where we never wrote.
    /// </summary>
    public IReadOnlyDictionary<string, SeenWrite>? Seen { get; init; }

    /// <summary>What was read is that the person has confirmed by then (<see cref="HintedAt"/>) that he wants mail again; no fields are told.</summary>
    public bool IsConfirmedOptIn { get; init; }

    public int Replay { get; init; }

    public string? Trace { get; init; }
}
