using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Work;

namespace Sync.Writer.Checkups;

/// <summary>Has every connection looked at again and again, as the doctor does when a person asks: rights, fields and webhooks change
/// at the vendor without a word, and otherwise only missing leads would tell. One audit is made however many processes there are.</summary>
internal sealed class Audits(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, WorkSignal signal, IOptions<WriterOptions> options,
    TimeProvider time, ILogger<Audits> logger) : BackgroundService
{
    // Lanes begin, and webhooks are registered, before the first look.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(20);

    private TimeSpan Every => TimeSpan.FromSeconds(options.Value.AuditSeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Every == TimeSpan.Zero)
        {
            return;
        }

        await readiness.Wait(stoppingToken);
        for (var wait = First < Every ? First : Every; ; wait = AuditPlan.UntilNext(time.GetUtcNow(), Every))
        {
            await Task.Delay(wait, time, stoppingToken);
            await Begin();
        }
    }

    /// <summary>Has the audit of this time made, unless it has been.</summary>
    public async Task Begin()
    {
        try
        {
            string[] all = [.. policy.Connections.Keys];
            await using var connection = await dataSource.OpenConnectionAsync();
            await using var tx = await connection.BeginTransactionAsync();
            await tx.ForgetCheckups();
            var id = AuditPlan.IdOf(AuditPlan.NumberAt(time.GetUtcNow(), Every), Every);
            // One that takes longer than the time between two must not be overtaken by the next, and that by the next.
            if (await tx.IsAuditOpen(all) || !await tx.Accept(id, all, CheckupDemand.SourcesFor(all, policy), isAudit: true))
            {
                return;
            }

            await tx.Announce(all, News.Errand);
            await tx.CommitAsync();
            Array.ForEach(all, name => signal.Wake(name, News.Errand));
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.DatabaseAway(cause.Message);
        }
    }
}
