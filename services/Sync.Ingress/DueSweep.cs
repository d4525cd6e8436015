using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>Finds what was stored but never published, or published but never settled, and publishes it again. The inbox is the
/// authority: even a broker that lost its data loses nothing.</summary>
internal sealed class DueSweep(
    NpgsqlDataSource dataSource, StorageReadiness readiness, DeliveryPublisher publisher, IngressMetrics metrics,
    IOptions<IngressOptions> options, TimeProvider time, ILogger<DueSweep> logger) : BackgroundService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // A sweep looks at everything in flight. The longer that takes, the longer it rests, up to a bound.
    private const int RestPerSweep = 20;
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                while (await Sweep(stoppingToken))
                {
                }
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }

            var rest = time.GetElapsedTime(began) * RestPerSweep;
            await Task.Delay(rest < Every ? Every : rest < LongestRest ? rest : LongestRest, time, stoppingToken);
        }
    }

    /// <summary>True if there may be more.</summary>
    private async Task<bool> Sweep(CancellationToken ct)
    {
        var due = await dataSource.TakeDue(AtOnce, options.Value.PublishWithinSeconds);
        foreach (var envelope in due.Chunk(100))
        {
            if (!await publisher.Publish(envelope, ct))
            {
                return false;
            }

            metrics.PublishedAgain(envelope.Length);
        }

        return due.Count == AtOnce;
    }
}
