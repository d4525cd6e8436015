using Sync.Console.Access;

namespace Sync.Console.Conflicts;

/// <summary>A conflict over one field of one person.</summary>
public sealed record ConflictRow
{
    public required long Id { get; init; }

    public required long PersonId { get; init; }

    public required string Email { get; init; }

    public required string Field { get; init; }

    /// <summary>What holds everywhere, the system that stated it, and when.</summary>
    public string? WinnerValue { get; init; }

    public required string WinnerBy { get; init; }

    public required DateTimeOffset WinnerAt { get; init; }

    /// <summary>What was kept instead.</summary>
    public string? LoserValue { get; init; }

    public required string LoserBy { get; init; }

    public required DateTimeOffset LoserAt { get; init; }

    /// <summary><c>open</c>; <c>flipping</c> while a decision is under way; <c>closed</c> when a later edit has settled it.</summary>
    public required string State { get; init; }

    /// <summary>Grows with each change: a decision names the one that it was made on.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset Since { get; init; }

    public string? FlippedBy { get; init; }

    public DateTimeOffset? FlippedAt { get; init; }

    /// <summary>What became of the last decision where it was not carried out.</summary>
    public string? Note { get; init; }

    internal ConflictRow For(Sight sight) => !sight.IsMasked ? this : this with
    {
        Email = sight.Email(Email)!, WinnerValue = sight.Payload(WinnerValue), LoserValue = sight.Payload(LoserValue),
    };
}

/// <summary>Conflicts, newest first.</summary>
/// <param name="Total">How many there are of these in all.</param>
public sealed record ConflictPage(IReadOnlyList<ConflictRow> Items, long Total);
