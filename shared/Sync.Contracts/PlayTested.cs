namespace Sync.Contracts;

/// <summary>The answer to <see cref="TestPlay"/>: each gate, and what would be made.</summary>
public sealed record PlayTested
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required bool IsKnown { get; init; }

    /// <summary>One of <see cref="Outcomes"/>, e.g. <c>handed-off</c>, or <c>suppressed</c> with its gate.</summary>
    public required string Outcome { get; init; }

    /// <summary>For a person to read.</summary>
    public required string Detail { get; init; }

    /// <summary>All gates, in the order in which they are asked.</summary>
    public required IReadOnlyList<TestedGate> Gates { get; init; }

    /// <summary>The task that would be made; null where none would.</summary>
    public TaskToMake? Task { get; init; }

    /// <summary>Connection, module and id of the record that the task would be about; the last two null where it would be made first.</summary>
    public string? Target { get; init; }

    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>What would be done beside the task, e.g. <c>tag vip</c>.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The deal that would be made beside the task; null where none would.</summary>
    public DealToMake? Deal { get; init; }

    /// <summary>Who would be told beside, e.g. <c>slack at hooks.slack.com</c>.</summary>
    public required IReadOnlyList<string> Told { get; init; }
}

/// <param name="IsOpen">It does not stand in the way.</param>
/// <param name="Why">For a person to read.</param>
public sealed record TestedGate(string Name, bool IsOpen, string Why);
