using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Storage;

namespace Sync.Console.Calls;

/// <summary>Forgets what was asked of vendors after its time, in portions: what was sent is personal data.</summary>
internal sealed class CallCleaning(
    NpgsqlDataSource dataSource, StorageReadiness readiness, IOptions<ConsoleOptions> options, TimeProvider time, ILogger<CallCleaning> logger)
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
                await dataSource.ForgetCalls(options.Value.KeepCallsDays);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.NotForgotten(cause.Message);
            }
        }
    }
}
