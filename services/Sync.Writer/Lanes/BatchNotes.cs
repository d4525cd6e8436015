using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Notes what a call came to: ends, what is put back, attempts and what the other stages are told, in one transaction or not at
/// all.</summary>
internal sealed class BatchNotes(
    string connection, FencedNote notes, OutboxDispatcher outbox, ToldRecords told, WriterMetrics metrics, IOptions<WriterOptions> options,
    TimeProvider time)
{
    /// <param name="calls">For the log of calls; null if none was made.</param>
    /// <param name="also">What commits with it.</param>
    /// <returns>True if some of it is to be done later.</returns>
    public async Task<bool> Commit(Progress progress, CallsMade? calls, LaneLease lease, Func<NpgsqlTransaction, DateTimeOffset, Task> also)
    {
        var noted = NotedBatch.From(progress, options.Value);
        var now = InstantSql.Of(time.GetUtcNow());
        await notes.Commit(lease, async tx =>
        {
            await tx.Settle(noted.Settled, now);
            await tx.PutBack(noted.PutBack);
            await tx.EndAttempts(progress.Attempts);
            if (noted.Settled.Count > 0)
            {
                await tx.Enqueue(Answers.Of(noted.Settled, now));
            }

            await also(tx, now);
            if (calls is not null)
            {
                await tx.Enqueue(calls);
            }
        });
        outbox.Wake();
        Remember(noted);
        metrics.Settled(connection, noted.Settled);
        return noted.PutBack.Count > 0;
    }

    private void Remember(NotedBatch noted)
    {
        foreach (var work in noted.Settled.Where(work => work.Outcome != Outcomes.Merged))
        {
            told.Wrote(work);
        }

        foreach (var work in noted.PutBack)
        {
            if (work is { Module: { } module, RecordId: { } recordId })
            {
                told.Forget(module, recordId);
            }
        }
    }
}
