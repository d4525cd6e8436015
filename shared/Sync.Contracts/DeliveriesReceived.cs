namespace Sync.Contracts;

/// <summary>Deliveries that stand in the inbox and want to be mapped. Published by the ingress; 1 to 100 items.</summary>
public sealed record DeliveriesReceived
{
    public required IReadOnlyList<ReceivedDelivery> Items { get; init; }
}
