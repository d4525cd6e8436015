namespace Sync.Writer.Reads;

/// <summary>One read request as it stands in the table.</summary>
internal sealed record PendingRead
{
    public long Id { get; init; }

    public required string Key { get; init; }

    public required string Connection { get; init; }

    public required string Kind { get; init; }

    public required string Module { get; init; }

    public required string RecordId { get; init; }

    public long DeliveryId { get; init; }

    public int Replay { get; init; }

    public DateTimeOffset HintedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string? Trace { get; init; }

    public int Tries { get; init; }

    public string? Outcome { get; init; }

    public string? Detail { get; init; }

    /// <summary>Address in the record, as the source has it.</summary>
    public string? Email { get; init; }

    /// <summary>When the source says that the record was changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The record as JSON, where this request stands for the read.</summary>
    public string? Fields { get; init; }

    /// <summary>Our last writes of its fields that were done before it was read, as JSON; null if there were none.</summary>
    public string? Seen { get; init; }
}
