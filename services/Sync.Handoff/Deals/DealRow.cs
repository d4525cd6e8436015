using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Handoff.Deals;

/// <summary>How a deal stands.</summary>
internal sealed record DealRow
{
    public required string Connection { get; init; }

    public required string DealId { get; init; }

    public required long PersonId { get; init; }

    public required string Email { get; init; }

    public string? Name { get; init; }

    public string? Owner { get; init; }

    /// <summary>The CRM's own word.</summary>
    public required string Stage { get; init; }

    public required string State { get; init; }

    /// <summary>Since when it stands there, by the CRM's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Told of it; a later one has a greater number.</summary>
    public required long DeliveryId { get; init; }

    public static DealRow Of(DealStages stages, SeenDeal seen) => new()
    {
        Connection = seen.Source,
        DealId = seen.Deal.DealId,
        PersonId = seen.PersonId,
        Email = seen.Email,
        Name = seen.Deal.Name,
        Owner = seen.Deal.Owner,
        Stage = seen.Deal.Stage,
        State = $"{stages.StateOf(seen.Deal.Stage)}".ToLowerInvariant(),
        Since = seen.Since.ToUniversalTime(),
        DeliveryId = seen.DeliveryId,
    };
}
