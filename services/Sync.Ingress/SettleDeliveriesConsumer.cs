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
        var ended = items.Where(item => item.Final).ToLookup(item => PartEnds.PartOf(item) is null);
        var whole = ended[false].Any() ? ended[true].Concat(await EndedWith([.. ended[false]])) : ended[true];

        // One outcome a delivery: an update that met the same row twice would take either at random.
        var final = whole.DistinctBy(item => item.DeliveryId).OrderBy(item => item.DeliveryId).ToList();
        if (final.Count > 0)
        {
            await dataSource.Settle([.. final.Select(item => item.DeliveryId)], [.. final.Select(item => item.Outcome)]);
            metrics.Settled(final, time.GetUtcNow());
        }
    }

    // Without the delivery's number: the delivery has its outcome, only the note of it went wrong.
    public DeadLettered Describe(OutcomeReached item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "settled", $"The outcome of delivery {item.DeliveryId} could not be noted", cause, time.GetUtcNow());

    /// <summary>Notes parts that have ended; gives the outcomes of the deliveries that have no open part left. Should this process die
    /// before those are settled, the envelope comes again and finds them again.</summary>
    private async Task<IEnumerable<OutcomeReached>> EndedWith(List<OutcomeReached> parts)
    {
        var noted = await dataSource.NoteParts(PartEnds.Gather(parts.Select(part => (PartEnds.PartOf(part)!.Value, part))));
        return noted.Select(delivery =>
            parts.Last(part => part.DeliveryId == delivery.DeliveryId) with { Outcome = PartEnds.Sum(delivery.Ended) });
    }
}
