namespace Sync.Contracts;

/// <summary>Deals with the persons that they are about. Published by dedupe for handoff; none in the envelope that a service sends at its start.</summary>
public sealed record DealsSeen
{
    public required IReadOnlyList<SeenDeal> Items { get; init; }
}

/// <summary>A deal of a person who is known has come to a stage.</summary>
public sealed record SeenDeal
{
    public required ToldDeal Deal { get; init; }

    public required long DeliveryId { get; init; }

    /// <summary>Connection that told of it.</summary>
    public required string Source { get; init; }

    public required long PersonId { get; init; }

    /// <summary>Normalised address.</summary>
    public required string Email { get; init; }

    /// <summary>Records that the person is known by, best first.</summary>
    public required IReadOnlyList<PersonRecord> Records { get; init; }

    /// <summary>Since when the deal has stood there as far as the CRM told, by its clock.</summary>
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? Trace { get; init; }
}
