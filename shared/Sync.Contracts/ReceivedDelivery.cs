namespace Sync.Contracts;

/// <summary>One webhook as it came in, with the number that the inbox gave it.</summary>
public sealed record ReceivedDelivery
{
    public required long Id { get; init; }

    /// <summary>Name of the connection in <c>sync.yaml</c> whose address was called.</summary>
    public required string Connection { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Query string of the call, without the leading question mark; null if there was none.</summary>
    public string? Query { get; init; }

    /// <summary>The body, byte for byte.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Number of the replay that sends this delivery again; 0 for the first time.</summary>
    public int Replay { get; init; }

    /// <summary>What a person corrected before the replay, canonical field name to value; null where nothing was.</summary>
    public IReadOnlyDictionary<string, string?>? Patch { get; init; }

    /// <summary>W3C <c>traceparent</c> of the request that brought the delivery.</summary>
    public string? Trace { get; init; }
}
