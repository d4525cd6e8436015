using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>
/// Publishes stored deliveries in envelopes: after a silence at once, else what gathers within a moment of the last one, so that each stage
/// handles as one what came nearly together. What cannot be published now is let go: it stands in the inbox, comes due and is found by
/// <see cref="DueSweep"/>, of this instance or another.
/// </summary>
internal sealed class DeliveryPublisher(
    StorageReadiness readiness, MessageSender sender, PublishedNotes notes, IOptions<IngressOptions> options, TimeProvider time,
    ILogger<DeliveryPublisher> logger) : BackgroundService
{
    private const int LargestEnvelope = 100;

    private readonly TimeSpan _gathers = TimeSpan.FromMilliseconds(options.Value.GatherMilliseconds);
    private readonly Channel<ReceivedDelivery> _stored = Channel.CreateBounded<ReceivedDelivery>(5_000);

    /// <summary>Hands over a stored delivery; when too many wait already, it is left to the sweep.</summary>
    public void Offer(ReceivedDelivery delivery) => _stored.Writer.TryWrite(delivery);

    /// <returns>False if the broker is away.</returns>
    public async Task<bool> Publish(IReadOnlyList<ReceivedDelivery> deliveries, CancellationToken ct)
    {
        try
        {
            await sender.Send(new DeliveriesReceived { Items = deliveries }, ct);
            foreach (var delivery in deliveries)
            {
                notes.Add(delivery);
            }

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
        var sent = 0L;
        while (await _stored.Reader.WaitToReadAsync(stoppingToken))
        {
            envelope.Clear();
            Fill(envelope);
            if (envelope.Count < LargestEnvelope && _gathers - time.GetElapsedTime(sent) is { Ticks: > 0 } rest)
            {
                // Ends at once when the service does: what has been gathered still goes.
                await Task.WhenAny(Task.Delay(rest, time, stoppingToken));
                Fill(envelope);
            }

            sent = time.GetTimestamp();
            await Publish(envelope, CancellationToken.None);
        }
    }

    private void Fill(List<ReceivedDelivery> envelope)
    {
        while (envelope.Count < LargestEnvelope && _stored.Reader.TryRead(out var delivery))
        {
            envelope.Add(delivery);
        }
    }
}
