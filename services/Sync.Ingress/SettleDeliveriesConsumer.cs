using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Ingress;

/// <summary>Closes deliveries whose last outcome has come.</summary>
internal sealed class SettleDeliveriesConsumer(NpgsqlDataSource dataSource, IngressMetrics metrics, TimeProvider time)
    : IEnvelopeConsumer<OutcomeReached>
{
    public async Task Consume(IReadOnlyList<OutcomeReached> items, CancellationToken ct)
    {
        // One outcome a delivery: an update that met the same row twice would take either at random.
        var final = items.Where(item => item.Final).DistinctBy(item => item.DeliveryId).OrderBy(item => item.DeliveryId).ToList();
        if (final.Count > 0)
        {
            await dataSource.Settle([.. final.Select(item => item.DeliveryId)], [.. final.Select(item => item.Outcome)]);
            metrics.Settled(final, time.GetUtcNow());
        }
    }

    // Without the delivery's number: the delivery has its outcome, only the note of it went wrong.
    public DeadLettered Describe(OutcomeReached item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "settled", $"The outcome of delivery {item.DeliveryId} could not be noted", cause, time.GetUtcNow());
}
