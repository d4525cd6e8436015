using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Npgsql;

namespace Sync.Ingress;

/// <summary>
/// Takes deliveries in and answers when they are on disk. Requests share commits: what comes while a commit runs goes into the
/// next one, so that at low load a delivery waits for nobody and under load a flush serves hundreds. The next one starts when the one
/// before has ended, or sooner when as many wait as that one carries, and enough: then the database works on one while the other is read.
/// </summary>
internal sealed class Inbox(
    NpgsqlDataSource dataSource, DeliveryPublisher publisher, MessageSender sender, IngressMetrics metrics,
    IOptions<IngressOptions> options, TimeProvider time, ILogger<Inbox> logger) : BackgroundService
{
    // Fewer than these do not pay for a commit beside the one under way: they wait for it.
    private const int Crowd = 28;

    private static readonly TimeSpan SpareDatabaseFor = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Arrival> _arrivals = Channel.CreateBounded<Arrival>(20_000);
    private readonly Waiting _waiting = new();
    private DateTimeOffset _databaseAwayUntil;

    public async Task<Acceptance> Accept(StrandedDelivery delivery)
    {
        var arrival = new Arrival(delivery);
        // Not bound to the request: a delivery that came in whole is kept even if its sender has hung up.
        await _arrivals.Writer.WriteAsync(arrival);
        _waiting.Add();
        var acceptance = await arrival.Done.Task;
        metrics.Accepted(delivery.Connection, acceptance);
        return acceptance;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var underWay = new List<Task>();
        var carried = 0;
        while (await _arrivals.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Turn(underWay, carried);
            var batch = Next();
            carried = batch.Count;
            underWay.Add(Keep(batch));
        }

        await Task.WhenAll(underWay);
    }

    // Kestrel has answered its last request before this is called: what is left in the channel is committed, then the loop ends.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _arrivals.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Ends when one more commit may start.</summary>
    private async Task Turn(List<Task> underWay, int carried)
    {
        if (underWay.Count == options.Value.Commits)
        {
            await Task.WhenAny(underWay);
        }

        underWay.RemoveAll(commit => commit.IsCompleted);
        if (underWay.Count > 0)
        {
            await Task.WhenAny([.. underWay, _waiting.Reach(Math.Max(carried, Crowd))]);
        }
    }

    private List<Arrival> Next()
    {
        var batch = new List<Arrival>();
        while (batch.Count < options.Value.CommitSize && _arrivals.Reader.TryRead(out var arrival))
        {
            batch.Add(arrival);
        }

        _waiting.Take(batch.Count);
        return batch;
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
