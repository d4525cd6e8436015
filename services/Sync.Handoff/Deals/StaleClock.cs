using Npgsql;
using Sync.Handoff.Notifying;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Handoff.Deals;

/// <summary>Reports deals that have stood in one open stage for too long: to the console, and in one message to each receiver. Several instances
/// share the rows.</summary>
internal sealed class StaleClock(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, OutboxDispatcher outbox, Notifier notifier, HandoffMetrics metrics,
    TimeProvider time, ILogger<StaleClock> logger) : Clock(readiness, TimeSpan.FromSeconds(30), time, logger)
{
    private const int Most = 1_000;

    internal override async Task<bool> Tick(DateTimeOffset now, CancellationToken ct)
    {
        if (policy.Handoff.Following is not { StaleAfter: { } after } following)
        {
            return false;
        }

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var deals = await tx.TakeStale(following.Sales, policy.Handoff.Deals.Closed, now - after, now, Most);
        if (deals.Count > 0)
        {
            var report = new StaleReport(Guid.NewGuid(), deals, now);
            await tx.Enqueue([.. report.Notes()]);
            await tx.KeepReports(report.Id, report.Bodies(following, policy.Handoff.Mail));
        }

        await tx.CommitAsync(ct);
        if (deals.Count > 0)
        {
            outbox.Wake();
            notifier.Wake();
            metrics.Stale(deals.Count);
        }

        return deals.Count == Most;
    }
}
