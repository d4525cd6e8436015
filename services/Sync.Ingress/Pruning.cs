using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>Takes the payload from old deliveries and, much later, forgets their keys. In portions, so that nobody waits for it.</summary>
internal sealed class Pruning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<IngressOptions> options, TimeProvider time, ILogger<Pruning> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await dataSource.PrunePayloads(options.Value.PayloadDays) > 0 && !stoppingToken.IsCancellationRequested)
                {
                }

                await dataSource.ForgetKeys(options.Value.KeyDays);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }
        }
    }
}
