namespace Sync.Connectors;

/// <summary>A vendor's record as a delivery carried it, in the vendor's own field names.</summary>
public sealed record SourceRecord
{
    /// <summary>The vendor's name of the event, e.g. <c>subscribe</c>; for an automation webhook <c>automation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The vendor's word for the kind of record, e.g. <c>contacts</c>.</summary>
    public required string Module { get; init; }

    public required string RecordId { get; init; }

    public string? Email { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who made the change in the vendor's words (<c>public</c>, <c>admin</c>, <c>api</c>, <c>system</c>);
    /// null if not said.</summary>
    public string? Origin { get; init; }

    /// <summary>The change was made through the vendor's API; null if not said.</summary>
    public bool? IsByApi { get; init; }

    /// <summary>What the person did, where the delivery tells of it.</summary>
    public IReadOnlyList<SourceSignal> Signals { get; init; } = [];

    /// <summary>How a deal of the person stands, where the delivery tells of one.</summary>
    public SourceDeal? Deal { get; init; }

    /// <summary>Numbers of the lists that the person himself has joined, where the delivery tells of it; whether he has confirmed it is another
    /// matter.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];

    /// <summary>Fields that have changed or not: only the record itself says what they are now. By the names under <see cref="Fields"/>.</summary>
    public IReadOnlyList<string> Untold { get; init; } = [];

    /// <summary>Field names as a person writes them in <c>sync.yaml</c>: core names (<c>first_name</c>) and custom ones
    /// (<c>field:3</c> by number, <c>field:utm_source</c> by personalisation tag).</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }
}
