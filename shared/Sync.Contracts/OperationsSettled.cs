namespace Sync.Contracts;

/// <summary>What became of operations. Published by the writer for handoff and dedupe; none in the envelope that a service sends at its start.</summary>
public sealed record OperationsSettled
{
    public required IReadOnlyList<SettledOperation> Items { get; init; }
}

/// <summary>The end of one operation.</summary>
public sealed record SettledOperation
{
    /// <summary>Idempotency key of the request.</summary>
    public required string Key { get; init; }

    public required string Mark { get; init; }

    public required string Target { get; init; }

    /// <summary>One of <see cref="Outcomes"/>: <c>written</c>, or <c>dead-lettered</c> with its class; of a task
    /// that was looked at <c>task-done</c> or <c>task-open</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The code of what refused it, e.g. <c>OWNER_INACTIVE</c>; null where nothing did.</summary>
    public string? Code { get; init; }

    /// <summary>For a person to read.</summary>
    public string? Detail { get; init; }

    /// <summary>What was made; null where nothing was.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>The tag that both sides shall have alike; null of everything else.</summary>
    public MirroredTag? Tag { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <param name="Name">Our name of it.</param>
/// <param name="IsOn">It was to be put on, else to be taken off.</param>
public sealed record MirroredTag(long PersonId, string Name, bool IsOn);
