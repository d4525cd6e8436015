using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Does what has come due, again and again. Several instances share the rows.</summary>
internal abstract class Clock(StorageReadiness readiness, TimeSpan every, TimeProvider time, ILogger logger) : BackgroundService
{
    /// <returns>True if there may be more.</returns>
    internal abstract Task<bool> Tick(DateTimeOffset now, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try
            {
                while (await Tick(time.GetUtcNow(), stoppingToken))
                {
                }
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
