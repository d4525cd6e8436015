namespace Sync.Contracts;

/// <summary>How handoffs stand, and what was suppressed. Published by handoff; up to 100 items.</summary>
public sealed record HandoffsNoted
{
    public required IReadOnlyList<HandoffNoted> Items { get; init; }
}

/// <summary>What one play made of one thing that it heard.</summary>
public sealed record HandoffNoted
{
    /// <summary>Of a handoff its id, which its task carries; of what was suppressed the key of the signal.</summary>
    public required string Id { get; init; }

    public required string Play { get; init; }

    /// <summary>What was heard, e.g. <c>form demo-request</c>.</summary>
    public required string Signal { get; init; }

    public required long PersonId { get; init; }

    public required string Email { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>One of <see cref="Outcomes"/>: <c>handed-off</c> until the task's end is known, then that; or <c>suppressed</c> with its gate.</summary>
    public required string State { get; init; }

    /// <summary>For a person to read.</summary>
    public required string Detail { get; init; }

    public string? Owner { get; init; }

    /// <summary>When it happened, by the source's own clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the owner shall have acted.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the task was known to be there.</summary>
    public DateTimeOffset? TaskAt { get; init; }

    /// <summary>When it was known that the owner has done the task, or taken it away.</summary>
    public DateTimeOffset? TouchedAt { get; init; }

    /// <summary>Per cent of the time until <see cref="DueAt"/> that had passed when nobody had done anything: 50 or 100; 0 while all is well.</summary>
    public int Alarm { get; init; }

    /// <summary>Connection, module and id of the task.</summary>
    public string? Target { get; init; }

    public string? TaskModule { get; init; }

    public string? TaskId { get; init; }

    /// <summary>Of two notes the later one holds.</summary>
    public required DateTimeOffset At { get; init; }
}
