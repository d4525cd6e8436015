using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sync.Storage;

/// <summary>Forgets what has had its time, every minute and in portions, so that nobody waits for it.</summary>
public abstract class Cleaning(StorageReadiness readiness, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <summary>Forgets a portion, or several.</summary>
    protected abstract Task Clean(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Clean(stoppingToken);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.NotForgotten(cause.Message);
            }
        }
    }
}
