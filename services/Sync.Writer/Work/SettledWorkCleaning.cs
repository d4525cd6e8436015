using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;
using Sync.Writer.Operations;
using Sync.Writer.Reads;

namespace Sync.Writer.Work;

/// <summary>Forgets settled work after its time, in portions, so that it never weighs on the lanes.</summary>
internal sealed class SettledWorkCleaning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<WriterOptions> options, TimeProvider time, ILogger<SettledWorkCleaning> logger)
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
                await dataSource.Forget(options.Value.KeepSettledDays);
                await dataSource.ForgetReads(options.Value.KeepSettledDays);
                await dataSource.ForgetOperations(options.Value.KeepSettledDays);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }
        }
    }
}
