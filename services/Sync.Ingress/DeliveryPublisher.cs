using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>
/// Publishes stored deliveries in envelopes: whatever gathered while the last send was being confirmed. What cannot be published
/// now is let go: it stands in the inbox, comes due and is found by <see cref="DueSweep"/>, of this instance or another.
/// </summary>
internal sealed class DeliveryPublisher(
    NpgsqlDataSource dataSource, StorageReadiness readiness, MessageSender sender, IOptions<IngressOptions> options,
    ILogger<DeliveryPublisher> logger)
    : BackgroundService
{
    private const int LargestEnvelope = 100;

    private readonly Channel<ReceivedDelivery> _stored = Channel.CreateBounded<ReceivedDelivery>(5_000);

    /// <summary>Hands over a stored delivery; when too many wait already, it is left to the sweep.</summary>
    public void Offer(ReceivedDelivery delivery) => _stored.Writer.TryWrite(delivery);

    /// <summary>Publishes one envelope and marks it published.</summary>
    /// <returns>False if the broker or the database is away.</returns>
    public async Task<bool> Publish(IReadOnlyList<ReceivedDelivery> deliveries, CancellationToken ct)
    {
        try
        {
            await sender.Send(new DeliveriesReceived { Items = deliveries }, ct);
            await dataSource.MarkPublished([.. deliveries.Select(delivery => delivery.Id)], options.Value.RepublishAfterSeconds);
            return true;
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.NotPublished(deliveries.Count, cause.Message);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        // An empty envelope first: the first sender of the day then meets a way that has been walked.
        await Publish([], stoppingToken);
        var envelope = new List<ReceivedDelivery>(LargestEnvelope);
        while (await _stored.Reader.WaitToReadAsync(stoppingToken))
        {
            envelope.Clear();
            while (envelope.Count < LargestEnvelope && _stored.Reader.TryRead(out var delivery))
            {
                envelope.Add(delivery);
            }

            await Publish(envelope, stoppingToken);
        }
    }
}
