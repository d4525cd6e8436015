namespace Sync.Contracts;

/// <summary>An item that failed for good, on its way to the dead letters.</summary>
public sealed record DeadLettered
{
    /// <summary>Idempotency key of the item that failed.</summary>
    public required string Key { get; init; }

    /// <summary>Delivery that it came from; null when the message could not be read that far.</summary>
    public long? DeliveryId { get; init; }

    public required string Stage { get; init; }

    /// <summary>One of <see cref="FailureClasses"/>.</summary>
    public required string Class { get; init; }

    /// <summary>The vendor's or our own code, e.g. <c>INVALID_DATA</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Field that is to blame, where one is.</summary>
    public string? Field { get; init; }

    /// <summary>For a person to read: what failed and what to do.</summary>
    public required string Reason { get; init; }

    public string? Connection { get; init; }

    public string? Email { get; init; }

    /// <summary>The item as JSON, so that it can be looked at and sent again.</summary>
    public required string Item { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Trace { get; init; }
}
