namespace Sync.Contracts;

/// <summary>What was asked of a vendor for some records at once, and what came of each. Secrets are in none of it.</summary>
public sealed record CallMade
{
    public const string Write = "write";
    public const string Read = "read";

    /// <summary>Names it: coming twice it is kept once.</summary>
    public required Guid Id { get; init; }

    public required string Connection { get; init; }

    /// <summary><see cref="Write"/> or <see cref="Read"/>.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In the order in which they were answered. Looking records up takes calls of its own.</summary>
    public required IReadOnlyList<HttpExchange> Calls { get; init; }

    public required IReadOnlyList<CalledRecord> Records { get; init; }
}

/// <summary>One HTTP call.</summary>
/// <param name="Path">Without the query, which may hold addresses.</param>
/// <param name="Status">HTTP status; 0 where no answer came.</param>
public sealed record HttpExchange(DateTimeOffset At, string Method, string Path, int Status, int Milliseconds);

/// <summary>One record of a <see cref="CallMade"/>.</summary>
public sealed record CalledRecord
{
    /// <summary>Deliveries that it was for; several where they were merged into one.</summary>
    public required IReadOnlyList<long> Deliveries { get; init; }

    public long? PersonId { get; init; }

    /// <summary>Null while the vendor has none.</summary>
    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>What became of it by this, in words: an outcome, or why it waits.</summary>
    public required string Outcome { get; init; }

    /// <summary>The vendor's names of the fields that were sent to what the record held before; null where it was not looked at.</summary>
    public IReadOnlyDictionary<string, string?>? Before { get; init; }

    /// <summary>The vendor's names of the fields that were sent to their values; null where nothing was sent.</summary>
    public IReadOnlyDictionary<string, string?>? Sent { get; init; }

    public string? PolicyVersion { get; init; }
}
