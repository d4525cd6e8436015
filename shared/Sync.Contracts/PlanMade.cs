namespace Sync.Contracts;

/// <summary>The answer to <see cref="PlanRequested"/>: what is decided about the changes with what is known now.</summary>
public sealed record PlanMade
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<PlannedChange> Changes { get; init; }
}

/// <summary>What one change would come to.</summary>
public sealed record PlannedChange
{
    /// <summary>Key of the change, as it was asked.</summary>
    public required string Key { get; init; }

    /// <summary>One of <see cref="Outcomes"/>: <c>passed</c> where something would be written.</summary>
    public required string Outcome { get; init; }

    public required IReadOnlyList<PlannedWrite> Writes { get; init; }
}

/// <summary>One record that would be written to.</summary>
public sealed record PlannedWrite
{
    public required string Target { get; init; }

    /// <summary>Module and id of the record; both null where none is known and the writer would look for one, else create it.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    public required IReadOnlyList<PlannedField> Fields { get; init; }
}

/// <summary>One field that would be written.</summary>
public sealed record PlannedField
{
    /// <summary>Canonical name.</summary>
    public required string Name { get; init; }

    /// <summary>The value that the target is known to have; null where it is empty or nothing is known.</summary>
    public string? Known { get; init; }

    /// <summary>The value that would be written.</summary>
    public string? Value { get; init; }

    /// <summary>System that the value comes from.</summary>
    public required string By { get; init; }

    /// <summary>Source time of the value.</summary>
    public required DateTimeOffset At { get; init; }
}
