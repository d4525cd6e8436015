using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>Tells the console every few seconds how much is in and how much is out.</summary>
internal sealed class IngressReport(
    NpgsqlDataSource dataSource, StorageReadiness readiness, MessageSender sender, IngressMetrics metrics, ServiceIdentity identity,
    TimeProvider time, ILogger<IngressReport> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                metrics.Counts = await dataSource.Count(stoppingToken);
                await sender.Send(Describe(metrics.Counts), stoppingToken);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.NoReport(cause.Message);
            }
        }
    }

    // Every instance reports the same inbox, so all report as one: the newest report stands.
    private StageReported Describe(InboxCounts counts) => new()
    {
        Service = identity.Service,
        Instance = "inbox",
        At = time.GetUtcNow(),
        Numbers = new Dictionary<string, double>
        {
            ["accepted"] = counts.Accepted,
            ["duplicates"] = counts.Duplicates,
            ["settled"] = counts.Settled,
            ["inFlight"] = counts.InFlight,
            ["oldestSeconds"] = counts.OldestSeconds,
        },
        States = new Dictionary<string, string>(),
    };
}
