using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Writer.Lanes;
using Sync.Writer.Reads;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer;

/// <summary>Tells the console every few seconds how long the lanes' queues are and what they are doing.</summary>
internal sealed class WriterReport(
    NpgsqlDataSource dataSource, StorageReadiness readiness, MessageSender sender, LaneHost lanes, SpendingLedger ledger, WriterMetrics metrics,
    ServiceIdentity identity, TimeProvider time, ILogger<WriterReport> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                metrics.Backlogs = [.. await dataSource.Backlogs()];
                metrics.Reads = [.. await dataSource.ReadBacklogs()];
                await ledger.Note();
                await sender.Send(Describe(), stoppingToken);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.NoReport(cause.Message);
            }
        }
    }

    private StageReported Describe()
    {
        var numbers = new Dictionary<string, double>();
        foreach (var backlog in metrics.Backlogs)
        {
            numbers[$"lane.{backlog.Connection}.pending"] = backlog.Pending;
            numbers[$"lane.{backlog.Connection}.oldestSeconds"] = backlog.OldestSeconds;
        }

        foreach (var backlog in metrics.Reads)
        {
            numbers[$"lane.{backlog.Connection}.reads"] = backlog.Pending;
            numbers[$"lane.{backlog.Connection}.oldestReadSeconds"] = backlog.OldestSeconds;
        }

        foreach (var (connection, calls) in lanes.CallsPerSecond)
        {
            numbers[$"lane.{connection}.callsPerSecond"] = calls;
        }

        foreach (var (connection, quota) in ledger.Quotas)
        {
            numbers[$"lane.{connection}.usedInDay"] = quota.InDay;
            numbers[$"lane.{connection}.usedInHour"] = quota.InHour;
            if (quota.Left is { } left)
            {
                numbers[$"lane.{connection}.leftInDay"] = left;
            }
        }

        return new StageReported
        {
            Service = identity.Service,
            Instance = identity.Instance.ToString(),
            At = time.GetUtcNow(),
            Numbers = numbers,
            States = lanes.States.Select(state => ($"lane.{state.Key}", state.Value))
                .Concat(lanes.Registrations.Select(state => ($"webhooks.{state.Key}", state.Value))).ToDictionary(),
        };
    }
}
