using System.Diagnostics;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;

namespace Sync.Mapper;

/// <summary>Maps an envelope of deliveries and hands on what came of it. Safe to repeat: the keys stay the same.</summary>
internal sealed class MapDeliveriesConsumer(SyncPolicy policy, MessageSender sender, MapperMetrics metrics, TimeProvider time)
    : IEnvelopeConsumer<ReceivedDelivery>
{
    private static readonly ActivitySource Spans = new("Sync.Mapper");

    public async Task Consume(IReadOnlyList<ReceivedDelivery> items, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var results = items.Select(delivery => Map(delivery, now)).ToList();
        metrics.Mapped(results);
        if (results.OfType<MapResult.Changed>().Select(result => result.Change).ToList() is { Count: > 0 } changes)
        {
            await sender.Send(new ChangesMapped { Items = changes }, ct);
        }

        if (results.OfType<MapResult.Ended>().Select(result => result.Outcome).ToList() is { Count: > 0 } outcomes)
        {
            await sender.Send(new OutcomesReached { Items = outcomes }, ct);
        }

        foreach (var failed in results.OfType<MapResult.Failed>())
        {
            await sender.Send(failed.Letter, ct);
        }
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
