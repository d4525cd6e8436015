using System.Diagnostics;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;

namespace Sync.Mapper;

/// <summary>Maps an envelope of deliveries and hands on what came of it. Safe to repeat: the keys stay the same.</summary>
internal sealed class MapDeliveriesConsumer(SyncPolicy policy, Handover handover, TimeProvider time) : IEnvelopeConsumer<ReceivedDelivery>
{
    private static readonly ActivitySource Spans = new("Sync.Mapper");

    public Task Consume(IReadOnlyList<ReceivedDelivery> items, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return handover.Send([.. items.Select(delivery => Map(delivery, now))], ct);
    }

    public DeadLettered Describe(ReceivedDelivery item, Exception cause) => DeadLetter.Of(
        item, DeliveryMapping.KeyOf(item), item.Id, Stages.Mapped, "The delivery could not be mapped", cause, time.GetUtcNow()) with
    {
        Connection = item.Connection,
        Trace = item.Trace,
    };

    private MapResult Map(ReceivedDelivery delivery, DateTimeOffset now)
    {
        using var span = Spans.StartItem("map delivery", delivery.Trace);
        return DeliveryMapping.Map(policy, delivery, now);
    }
}
