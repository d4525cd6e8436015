namespace Sync.Handoff;

/// <summary>A person given to somebody of the sales team.</summary>
internal sealed record HandoffRow
{
    public required Guid Id { get; init; }

    public required string Play { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Which part of time it falls into: one handoff each.</summary>
    public required long Bucket { get; init; }

    public required string Email { get; init; }

    public required string Owner { get; init; }

    /// <summary>Why that owner, for a person to read.</summary>
    public required string Reason { get; init; }

    public required string Target { get; init; }

    public required string Subject { get; init; }

    /// <summary>By the source's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When half of the working time until then has passed.</summary>
    public DateTimeOffset? HalfAt { get; init; }

    /// <summary>When the owner has done the task, as far as it was looked at, or has changed the person's status; null before.</summary>
    public DateTimeOffset? TouchedAt { get; init; }

    /// <summary>How the CRM's status of the person stood before the owner began; null while the CRM has not told.</summary>
    public string? StatusWas { get; init; }

    /// <summary>Per cent of the time that had passed when an alarm was given last: 0, 50 or 100.</summary>
    public int Alarm { get; init; }

    /// <summary>How often the task has been looked at.</summary>
    public int Looks { get; init; }

    public string? TaskModule { get; init; }

    public string? TaskId { get; init; }

    /// <summary>When the task was known to be there; null before.</summary>
    public DateTimeOffset? TaskAt { get; init; }

    /// <summary>How asking for the task ended; null while that is not known.</summary>
    public string? TaskEnd { get; init; }

    /// <summary>What led to it, as JSON: another owner may have to be found for it.</summary>
    public required string Seen { get; init; }

    /// <summary>Key of the request for the task that counts: an answer to an earlier one says nothing any more.</summary>
    public required string RequestKey { get; init; }

    /// <summary>Owners that the CRM does not take, separated by spaces.</summary>
    public string Refused { get; init; } = "";

    public bool HasFailed => TaskEnd?.StartsWith(Contracts.Outcomes.DeadLettered, StringComparison.Ordinal) is true;
}

/// <summary>What came of one signal.</summary>
/// <param name="Handoff">Null where none was made of it.</param>
/// <param name="Request">What is asked of the target; null where nothing is.</param>
internal sealed record Judgement(
    Contracts.SeenSignal Seen, string Outcome, string Detail, HandoffRow? Handoff, Contracts.OperationRequest? Request)
{
    /// <summary>The play goes on waiting, or only keeps it for a note: nothing that sales would want to see at once.</summary>
    public bool IsWaiting => Outcome is PlayMemory.NotReached or PlayMemory.NotAllYet or Contracts.Outcomes.Gathered;
}
