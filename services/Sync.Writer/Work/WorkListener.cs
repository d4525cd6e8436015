using Dapper;
using Npgsql;
using Sync.Storage;

namespace Sync.Writer.Work;

/// <summary>Hears of work that another instance has accepted.</summary>
internal sealed class WorkListener(
    NpgsqlDataSource dataSource, StorageReadiness readiness, WorkSignal signal, TimeProvider time, ILogger<WorkListener> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                // Lanes look by themselves every second; until this is back they only hear a little later.
                logger.NotListening(cause.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task Listen(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        connection.Notification += (_, notification) => signal.Wake(notification.Payload);
        await connection.ExecuteAsync("listen writer_work");
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }
}
