namespace Sync.Contracts;

/// <summary>Reviews that were opened or closed. Published by dedupe; up to 100 items.</summary>
public sealed record ReviewsNoted
{
    public required IReadOnlyList<ReviewNoted> Items { get; init; }
}

/// <summary>How the question stands whether two persons are one: a record of the first says an address that the other has.</summary>
public sealed record ReviewNoted
{
    /// <summary>Dedupe's number of the question.</summary>
    public required long Id { get; init; }

    /// <summary>The address that both claim.</summary>
    public required string Address { get; init; }

    /// <summary>The record that says it.</summary>
    public required string Connection { get; init; }

    public required string Module { get; init; }

    public required string RecordId { get; init; }

    /// <summary>Whose record that is, as he was known when this was noted.</summary>
    public required ReviewedPerson Claimant { get; init; }

    /// <summary>Who has the address.</summary>
    public required ReviewedPerson Owner { get; init; }

    /// <summary>False once it is decided, or its record no longer says the address; that is for good.</summary>
    public required bool IsOpen { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>True if they were found to be one: the owner stayed. Null while it is open, and where nobody had to decide.</summary>
    public bool? AreSame { get; init; }

    /// <summary>Who decided it, and when.</summary>
    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What is known of a person.</summary>
public sealed record ReviewedPerson
{
    public required long Id { get; init; }

    /// <summary>The present address.</summary>
    public required string Email { get; init; }

    /// <summary>All addresses that lead to him, the present one too.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    public required IReadOnlyList<ReviewedRecord> Records { get; init; }

    public required IReadOnlyList<ReviewedField> Fields { get; init; }
}

/// <summary>A record that a person has at a vendor.</summary>
public sealed record ReviewedRecord(string Connection, string Module, string RecordId);

/// <summary>A value by its canonical name, the system that stated it, and when by that system's clock.</summary>
public sealed record ReviewedField(string Name, string? Value, string By, DateTimeOffset At);
