using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Npgsql;

namespace Sync.Ingress;

/// <summary>
/// Takes deliveries in and answers when they are on disk. Requests share commits: what comes while a commit runs goes into the
/// next one, so that at low load a delivery waits for nobody and under load a flush serves hundreds.
/// </summary>
internal sealed class Inbox(
    NpgsqlDataSource dataSource, DeliveryPublisher publisher, MessageSender sender, IngressMetrics metrics,
    IOptions<IngressOptions> options, TimeProvider time, ILogger<Inbox> logger) : BackgroundService
{
    private static readonly TimeSpan SpareDatabaseFor = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Arrival> _arrivals = Channel.CreateBounded<Arrival>(20_000);
    private DateTimeOffset _databaseAwayUntil;

    public async Task<Acceptance> Accept(StrandedDelivery delivery)
    {
        var arrival = new Arrival(delivery);
        // Not bound to the request: a delivery that came in whole is kept even if its sender has hung up.
        await _arrivals.Writer.WriteAsync(arrival);
        var acceptance = await arrival.Done.Task;
        metrics.Accepted(delivery.Connection, acceptance);
        return acceptance;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Commits).Select(_ => Task.Run(CommitAll, CancellationToken.None)));

    // Kestrel has answered its last request before this is called: what is left in the channel is committed, then the loops end.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _arrivals.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    private async Task CommitAll()
    {
        var batch = new List<Arrival>(options.Value.CommitSize);
        while (await _arrivals.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < options.Value.CommitSize && _arrivals.Reader.TryRead(out var arrival))
            {
                batch.Add(arrival);
            }

            await Keep(batch);
        }
    }

    private async Task Keep(List<Arrival> batch, bool isLastTry = false)
    {
        try
        {
            if (time.GetUtcNow() < _databaseAwayUntil || !await Store(batch))
            {
                await Strand(batch);
            }
        }
        catch (Exception cause) when (batch.Count > 1)
        {
            // One of them is to blame; alone it can only harm itself.
            logger.StoringSingly(batch.Count, cause);
            foreach (var arrival in batch)
            {
                await Keep([arrival]);
            }
        }
        catch (Exception cause) when (!isLastTry)
        {
            // Once more: the driver may answer for the failure before, on the same connection. The key makes a repeat harmless.
            logger.StoringSingly(batch.Count, cause);
            await Keep(batch, isLastTry: true);
        }
        catch (Exception cause)
        {
            logger.Refused(batch[0].Delivery.Connection, cause);
            batch[0].Done.TrySetResult(Acceptance.Refused);
        }
    }

    /// <summary>False if PostgreSQL is away.</summary>
    private async Task<bool> Store(List<Arrival> batch)
    {
        try
        {
            var stored = await dataSource.Store(batch.ConvertAll(arrival => arrival.Delivery), options.Value.PublishWithinSeconds);
            foreach (var arrival in batch)
            {
                // The first of two equal deliveries in one commit takes the number, the second finds it taken.
                var isNew = stored.Remove(arrival.Delivery.Key, out var id);
                if (isNew)
                {
                    publisher.Offer(arrival.Delivery.Numbered(id));
                }

                arrival.Done.TrySetResult(isNew ? Acceptance.Stored : Acceptance.Duplicate);
            }

            return true;
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.DatabaseAway(cause.Message);
            _databaseAwayUntil = time.GetUtcNow() + SpareDatabaseFor;
            return false;
        }
    }

    private async Task Strand(List<Arrival> batch)
    {
        foreach (var chunk in batch.Chunk(100))
        {
            var acceptance = Acceptance.Stranded;
            try
            {
                await sender.Send(new StoreDeliveries { Items = [.. chunk.Select(arrival => arrival.Delivery)] }, CancellationToken.None);
            }
            catch (BrokerAwayException cause)
            {
                logger.BothAway(chunk.Length, cause.Message);
                acceptance = Acceptance.Refused;
            }

            foreach (var arrival in chunk)
            {
                arrival.Done.TrySetResult(acceptance);
            }
        }
    }

    private sealed record Arrival(StrandedDelivery Delivery)
    {
        public TaskCompletionSource<Acceptance> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
