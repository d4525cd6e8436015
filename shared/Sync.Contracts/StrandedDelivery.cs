namespace Sync.Contracts;

/// <summary>A delivery that has its key but no number yet.</summary>
public sealed record StrandedDelivery
{
    /// <summary>The derived idempotency key under which the inbox keeps it once.</summary>
    public required Guid Key { get; init; }

    public required string Connection { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? ContentType { get; init; }

    public string? Query { get; init; }

    /// <summary>Headers as JSON, secrets left out.</summary>
    public required string Headers { get; init; }

    public required byte[] Body { get; init; }

    public string? Trace { get; init; }
}
