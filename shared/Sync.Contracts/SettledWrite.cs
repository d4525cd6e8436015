namespace Sync.Contracts;

/// <summary>The target is now known to hold these values in this record.</summary>
public sealed record SettledWrite
{
    /// <summary>Idempotency key of the write request that was settled.</summary>
    public required string Key { get; init; }

    public required string Target { get; init; }

    public required long PersonId { get; init; }

    public required string Module { get; init; }

    public required string RecordId { get; init; }

    /// <summary>Canonical field name to the value that the target now has.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>Canonical name and value of fields that the target refused while it took the others; null if there are none.</summary>
    public IReadOnlyDictionary<string, string?>? Refused { get; init; }

    /// <summary>When the target was known to hold them, by our clock; null where that was some time ago and is told once more.</summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Source time of the values: a shadow learnt late never replaces a newer one.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
