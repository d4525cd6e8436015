namespace Sync.Contracts;

/// <summary>What a play waits for has happened to a person who is known.</summary>
public sealed record SeenSignal
{
    public required PlaySignal Signal { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection that told of it.</summary>
    public required string Source { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Normalised address.</summary>
    public required string Email { get; init; }

    /// <summary>All agreed values, by canonical name.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>Records that the person is known by, best first; one that is about to be made is not among them.</summary>
    public required IReadOnlyList<PersonRecord> Records { get; init; }

    /// <summary>When it happened, by the source's own clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public DateTimeOffset? MappedAt { get; init; }

    public string? Trace { get; init; }
}

/// <summary>A record that a person has at a vendor.</summary>
public sealed record PersonRecord(string Connection, string Module, string RecordId);
