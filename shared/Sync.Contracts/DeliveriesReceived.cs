namespace Sync.Contracts;

/// <summary>Deliveries that stand in the inbox and want to be mapped. Published by the ingress; up to 100 items; none in the envelope that a service sends at its start.</summary>
public sealed record DeliveriesReceived
{
    public required IReadOnlyList<ReceivedDelivery> Items { get; init; }
}
