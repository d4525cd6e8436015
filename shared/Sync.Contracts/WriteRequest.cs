namespace Sync.Contracts;

/// <summary>Bring these values to one person's record in one target.</summary>
public sealed record WriteRequest
{
    /// <summary>Idempotency key: the change's key and the target, <c>4711&gt;sales</c>.</summary>
    public required string Key { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection to write to.</summary>
    public required string Target { get; init; }

    /// <summary>Route of <c>sync.yaml</c> that decided it, and so the one whose names are used at the target.</summary>
    public required string Route { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Normalised address, by which the record is looked for where no id is known.</summary>
    public required string Email { get; init; }

    /// <summary>Addresses that the person had before, newest first: a record may still stand under one of them. Null where there are none.</summary>
    public IReadOnlyList<string>? FormerEmails { get; init; }

    /// <summary>Module and id of the linked record; both null while no link is known.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>Canonical field name to the value that the target shall have.</summary>
    public required IReadOnlyDictionary<string, string?> Fields { get; init; }

    /// <summary>All agreed values, for the case that the record has to be created; null when <see cref="Fields"/> are all.</summary>
    public IReadOnlyDictionary<string, string?>? Whole { get; init; }

    public required WritePriority Priority { get; init; }

    /// <summary>Source time of the newest value in <see cref="Fields"/>.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How many decisions about this person there were up to this one. A request overtaken on its way by a later one is known
    /// by it: source times have whole seconds, and two changes of one second are common.</summary>
    public long Version { get; init; }

    /// <summary>Version of the configuration that decided it.</summary>
    public required string PolicyVersion { get; init; }

    public string? Trace { get; init; }
}
