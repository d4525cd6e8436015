namespace Sync.Writer.Work;

/// <summary>One write request as it stands in the table.</summary>
internal sealed record PendingWork
{
    public long Id { get; init; }

    public required string Key { get; init; }

    public required string Connection { get; init; }

    public required string Route { get; init; }

    public long PersonId { get; init; }

    public required string Email { get; init; }

    /// <summary>Addresses that the person had before, separated by spaces; null where there are none.</summary>
    public string? FormerEmails { get; init; }

    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>Canonical field name to value, as JSON.</summary>
    public required string Fields { get; init; }

    /// <summary>All agreed values as JSON, for the case that the record has to be created; null when <see cref="Fields"/> are all.</summary>
    public string? Whole { get; init; }

    public int Priority { get; init; }

    public long DeliveryId { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Which decision about the person it came from; a later one knows everything that this one knew, and asks for what is not on its
    /// way already.</summary>
    public long Version { get; init; }

    public required string PolicyVersion { get; init; }

    public string? Trace { get; init; }

    public int Tries { get; init; }

    /// <summary>An earlier call may have done it: look before writing again.</summary>
    public bool Verify { get; init; }

    public string? Outcome { get; init; }

    public string? Detail { get; init; }
}
