using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>
/// Notes what was published a while later: by then most of it has its outcome and needs no note. Whoever dies before loses nothing: a
/// delivery without the note comes due sooner and is published once more.
/// </summary>
internal sealed class PublishedNotes(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<IngressOptions> options, TimeProvider time, ILogger<PublishedNotes> logger)
    : BackgroundService
{
    private const int AtOnce = 5_000;

    private readonly ConcurrentQueue<(long Id, int Replay)> _published = new();

    // In good time: what is noted too late has come due already.
    private TimeSpan Every => TimeSpan.FromSeconds(Math.Min(1, options.Value.PublishWithinSeconds / 5.0));

    public void Add(ReceivedDelivery delivery) => _published.Enqueue((delivery.Id, delivery.Replay));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Note();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Note();
        }
    }

    private async Task Note()
    {
        try
        {
            while (Take() is { Count: > 0 } published)
            {
                await dataSource.MarkPublished(published, options.Value.RepublishAfterSeconds);
            }
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.DatabaseAway(cause.Message);
        }
    }

    private List<(long Id, int Replay)> Take()
    {
        var taken = new List<(long Id, int Replay)>();
        while (taken.Count < AtOnce && _published.TryDequeue(out var next))
        {
            taken.Add(next);
        }

        return taken;
    }
}
