namespace Sync.Contracts;

/// <summary>A delivery says that a person has joined mailing lists by himself. It is a part of the delivery of its own, with an end of its own.
/// </summary>
public sealed record OptInClaim
{
    /// <summary>Idempotency key, taken apart by <see cref="ItemKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Numbers of the lists.</summary>
    public required IReadOnlyList<string> Lists { get; init; }
}
