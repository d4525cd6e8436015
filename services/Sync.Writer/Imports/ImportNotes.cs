using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Calls;
using Sync.Writer.Lanes;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Notes what one step of an import came to: in one transaction, or not at all.</summary>
internal sealed class ImportNotes(
    string connection, FencedNote notes, OutboxDispatcher outbox, ToldRecords told, WriterMetrics metrics, IOptions<WriterOptions> options,
    TimeProvider time)
{
    public async Task<(long Attempt, long Import)> Begin(IReadOnlyList<WriteUnit> units, LaneLease lease)
    {
        var begun = (0L, 0L);
        await notes.Commit(lease, async tx => begun = await tx.BeginImport(
            connection, lease.Epoch, units[0].Module!, [.. units.SelectMany(unit => unit.Works).Select(work => work.Id)]));
        return begun;
    }

    /// <param name="queued">Those that the vendor has taken, for the log of calls only: they have no outcome yet.</param>
    public async Task Commit(
        Progress progress, CallLog log, LaneLease lease, Func<NpgsqlTransaction, Task> also, IReadOnlyList<UnitResult.Again>? queued = null)
    {
        var noted = NotedBatch.From(progress, options.Value);
        var now = InstantSql.Of(time.GetUtcNow());
        var calls = CallNotes.Of(connection, log.Calls, With(progress, queued ?? []));
        await notes.Commit(lease, async tx =>
        {
            await tx.Settle(noted.Settled, now);
            await tx.PutBack(noted.PutBack);
            await tx.EndAttempts(progress.Attempts);
            await also(tx);
            foreach (var message in noted.Settled.Count > 0 ? Answers.Of(noted.Settled, now) : [])
            {
                await tx.Enqueue(message);
            }

            if (calls is not null)
            {
                await tx.Enqueue(calls);
            }
        });
        outbox.Wake();
        Remember(noted);
        metrics.Settled(connection, noted.Settled);
    }

    private static Progress With(Progress progress, IReadOnlyList<UnitResult.Again> queued)
    {
        var all = new Progress();
        all.Results.AddRange([.. progress.Results, .. queued]);
        foreach (var (id, trace) in progress.Traces)
        {
            all.Traces[id] = trace;
        }

        return all;
    }

    private void Remember(NotedBatch noted)
    {
        foreach (var work in noted.Settled.Where(work => work.Outcome != Outcomes.Merged))
        {
            told.Wrote(work);
        }

        foreach (var work in noted.PutBack.Where(work => work is { Module: not null, RecordId: not null }))
        {
            told.Forget(work.Module!, work.RecordId!);
        }
    }
}
