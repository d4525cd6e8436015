namespace Sync.Contracts;

/// <summary>A delivery tells that a deal of the person stands in a stage. It is a part of the delivery of its own, with an end of its own.</summary>
public sealed record ToldDeal
{
    /// <summary>Idempotency key, taken apart by <see cref="ItemKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Id of the deal at the vendor.</summary>
    public required string DealId { get; init; }

    public string? Name { get; init; }

    /// <summary>The vendor's own word.</summary>
    public required string Stage { get; init; }

    /// <summary>Whose deal it is, for a person to read; null if not said.</summary>
    public string? Owner { get; init; }
}
