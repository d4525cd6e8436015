using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sync.Storage;

/// <summary>Migrates in the background, so that a service starts, and an ingress accepts, while the database is still away.</summary>
internal sealed class MigrationWorker(
    Migrator migrator, StorageReadiness readiness, IOptions<StorageOptions> options, IHostApplicationLifetime lifetime,
    ILogger<MigrationWorker> logger, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!readiness.IsReady)
        {
            try
            {
                logger.Migrated(await migrator.Run(stoppingToken));
                readiness.Open();
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                // A script that PostgreSQL refuses: nothing of it was applied, and no service may work on a schema that it does not know.
                logger.NotMigrated(cause);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }

        if (options.Value.MigrateOnly)
        {
            lifetime.StopApplication();
        }
    }
}
