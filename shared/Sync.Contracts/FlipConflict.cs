namespace Sync.Contracts;

/// <summary>A person decides that the loser of a conflict shall have it after all. Sent by the console.</summary>
public sealed record FlipConflict
{
    /// <summary>Names the decision: coming twice it is carried out once.</summary>
    public required Guid Id { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Canonical name.</summary>
    public required string Field { get; init; }

    /// <summary>The value that held when the person decided. Where another holds by now, nothing is done.</summary>
    public required ConflictClaim Winner { get; init; }

    /// <summary>The value that shall hold.</summary>
    public required ConflictClaim Loser { get; init; }

    /// <summary>Who decided it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}
