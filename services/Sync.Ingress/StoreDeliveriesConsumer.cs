using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Ingress;

/// <summary>Moves to the inbox what was taken in while PostgreSQL was away.</summary>
internal sealed class StoreDeliveriesConsumer(
    NpgsqlDataSource dataSource, DeliveryPublisher publisher, IOptions<IngressOptions> options, TimeProvider time)
    : IEnvelopeConsumer<StrandedDelivery>
{
    public async Task Consume(IReadOnlyList<StrandedDelivery> items, CancellationToken ct)
    {
        // Also with no items at all, as at the start: the statement is then prepared before the first sender waits for it.
        var stored = await dataSource.Store([.. items], options.Value.PublishWithinSeconds);
        foreach (var delivery in items)
        {
            if (stored.Remove(delivery.Key, out var id))
            {
                publisher.Offer(delivery.Numbered(id));
            }
        }
    }

    public DeadLettered Describe(StrandedDelivery item, Exception cause) => DeadLetter.Of(
        item, item.Key.ToString(), null, Stages.Received,
        "A delivery taken in while PostgreSQL was away could not be moved to the inbox", cause, time.GetUtcNow()) with
    {
        Connection = item.Connection,
        Trace = item.Trace,
    };
}
