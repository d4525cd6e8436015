namespace Sync.Contracts;

/// <summary>Deliveries taken in while PostgreSQL was away; the ingress moves them to the inbox when it is back.</summary>
public sealed record StoreDeliveries
{
    public required IReadOnlyList<StrandedDelivery> Items { get; init; }
}
