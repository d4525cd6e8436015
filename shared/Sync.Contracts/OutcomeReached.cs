namespace Sync.Contracts;

/// <summary>One fact about one delivery: the stage it reached and what that stage made of it.</summary>
public sealed record OutcomeReached
{
    /// <summary>Idempotency key of the item; with <see cref="Stage"/> it names the fact.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>One of <see cref="Stages"/>.</summary>
    public required string Stage { get; init; }

    /// <summary>One of <see cref="Outcomes"/>, with a colon and the rule or class where it has one.</summary>
    public required string Outcome { get; init; }

    /// <summary>True if nothing more will happen to this item: it counts as the delivery's end.</summary>
    public required bool Final { get; init; }

    /// <summary>For a person to read; never a payload, never a secret.</summary>
    public string? Detail { get; init; }

    public string? Source { get; init; }

    public string? Kind { get; init; }

    /// <summary>Normalised address of the person, where one is known.</summary>
    public string? Email { get; init; }

    public long? PersonId { get; init; }

    public string? Target { get; init; }

    /// <summary>Module and id of the record: at the target for <see cref="Stages.Written"/>, at the source before.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the delivery was mapped; null where it ended before.</summary>
    public DateTimeOffset? MappedAt { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? PolicyVersion { get; init; }

    /// <summary>W3C <c>traceparent</c>; its second part finds the delivery in a trace viewer.</summary>
    public string? Trace { get; init; }
}
