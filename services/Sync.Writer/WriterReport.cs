using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Writer.Lanes;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer;

/// <summary>Tells the console every few seconds how long the lanes' queues are and what they are doing.</summary>
internal sealed class WriterReport(
    NpgsqlDataSource dataSource, StorageReadiness readiness, MessageSender sender, LaneHost lanes, WriterMetrics metrics,
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
