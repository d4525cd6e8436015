namespace Sync.Writer.Operations;

/// <summary>One operation as it stands in the table.</summary>
internal sealed record PendingOperation
{
    public long Id { get; init; }

    public required string Key { get; init; }

    public required string Connection { get; init; }

    public long PersonId { get; init; }

    public required string Email { get; init; }

    /// <summary>The person's record; both null while none is known.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>By which what was made is found again.</summary>
    public required string Mark { get; init; }

    /// <summary>The request as JSON.</summary>
    public required string Request { get; init; }

    public int Priority { get; init; }

    public long DeliveryId { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public required string PolicyVersion { get; init; }

    public string? Trace { get; init; }

    /// <summary>Times that it was refused for its record, or its record was not found.</summary>
    public int Tries { get; init; }

    /// <summary>Times that it may have been sent.</summary>
    public int Calls { get; init; }

    public string? Outcome { get; init; }

    public string? Code { get; init; }

    public string? Detail { get; init; }

    public string? MadeModule { get; init; }

    public string? MadeId { get; init; }

    /// <summary>When it had its end; null while it has none, and in the answer that is just being given.</summary>
    public DateTimeOffset? SettledAt { get; init; }
}
