using Npgsql;
using Sync.Console.Drift;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Checkups;

/// <summary>Keeps what checkups have found. Reports may come twice and in any order.</summary>
internal sealed class RecordCheckupsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<CheckupReported>
{
    public async Task Consume(IReadOnlyList<CheckupReported> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        foreach (var report in items)
        {
            if (report.IsAudit)
            {
                await Keep(tx, report);
            }
            else if (await tx.NoteConnections(report) && report.Done is { } done)
            {
                await tx.NoteResult(report.Id, done, report.At);
            }
        }

        await tx.CommitAsync(ct);
    }

    private static async Task Keep(NpgsqlTransaction tx, CheckupReported audit)
    {
        if (audit.Done is { } done && await tx.KeepAudit(done.Name, audit.At))
        {
            await tx.KeepFindings(done.Name, audit.At, [.. done.Lines.Where(line => !line.Ok).DistinctBy(line => line.Check)]);
        }
    }

    public DeadLettered Describe(CheckupReported item, Exception cause) => DeadLetter.Of(
        item, item.Id.ToString(), null, "checkup", "What a checkup has found could not be kept", cause, time.GetUtcNow());
}
