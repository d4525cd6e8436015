namespace Sync.Contracts;

/// <summary>How what is done beside the tasks of handoffs stands. Published by handoff.</summary>
public sealed record ActionsNoted
{
    public required IReadOnlyList<ActionNoted> Items { get; init; }
}

/// <summary>Something that a play has done beside a handoff's task.</summary>
public sealed record ActionNoted
{
    /// <summary>The handoff's id, as <see cref="HandoffNoted.Id"/>.</summary>
    public required string HandoffId { get; init; }

    /// <summary>In words, e.g. <c>tag vip</c>; of a handoff each once.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="Outcomes"/>; null while it is asked for and has no end.</summary>
    public string? Outcome { get; init; }

    /// <summary>For a person to read.</summary>
    public string? Detail { get; init; }

    /// <summary>Of two notes the later one holds.</summary>
    public required DateTimeOffset At { get; init; }
}
