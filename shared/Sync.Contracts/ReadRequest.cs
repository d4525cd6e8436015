namespace Sync.Contracts;

/// <summary>A notification named this record without its content: read it at its source.</summary>
public sealed record ReadRequest
{
    /// <summary>Idempotency key, taken apart by <see cref="ItemKey"/>: one for each record that the delivery named.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection that the record belongs to.</summary>
    public required string Connection { get; init; }

    /// <summary>The vendor's own name of the event, e.g. <c>Leads.update</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Module of the record in the vendor's words, e.g. <c>Leads</c>.</summary>
    public required string Module { get; init; }

    public required string RecordId { get; init; }

    /// <summary>When the source gave the hint, by its own clock.</summary>
    public required DateTimeOffset HintedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public int Replay { get; init; }

    public string? Trace { get; init; }
}
