namespace Sync.Contracts;

/// <summary>What became of operations. Published by the writer for handoff; none in the envelope that a service sends at its start.</summary>
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

    public required DateTimeOffset At { get; init; }
}
