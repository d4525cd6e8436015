namespace Sync.Contracts;

/// <summary>Conflicts that began, changed or ended. Published by dedupe; up to 100 items.</summary>
public sealed record ConflictsNoted
{
    public required IReadOnlyList<ConflictNoted> Items { get; init; }
}

/// <summary>How a conflict over one field of one person stands: two systems changed it before either heard of the other.</summary>
public sealed record ConflictNoted
{
    public required long PersonId { get; init; }

    /// <summary>Normalised address of the person.</summary>
    public required string Email { get; init; }

    /// <summary>Canonical name.</summary>
    public required string Field { get; init; }

    /// <summary>What holds everywhere.</summary>
    public required ConflictClaim Winner { get; init; }

    /// <summary>What was kept instead.</summary>
    public required ConflictClaim Loser { get; init; }

    /// <summary>False once a later edit has settled it: there is nothing to turn round any more.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>How many decisions about this person there were up to this one: of two notes the higher is the later.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The person's decision that this answers; null where nobody asked.</summary>
    public Guid? Flip { get; init; }

    /// <summary>True if that decision was not carried out: what it spoke of was no longer so.</summary>
    public bool IsRefused { get; init; }
}

/// <summary>A value, the system that stated it, and when by that system's clock.</summary>
public sealed record ConflictClaim(string? Value, string By, DateTimeOffset At);
