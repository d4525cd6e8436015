using Microsoft.Extensions.Options;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Calls;
using Sync.Writer.Reads;

namespace Sync.Writer.Lanes;

/// <summary>One batch of reads from the call to the note of it. What was read is committed together with the message that hands it on:
/// dying in between means reading again.</summary>
internal sealed class ReadBatch(
    string connection, Reading reading, LanePause pause, ModulePauses modules, Suspects<string> suspects, ToldRecords told,
    RecordsUnderWrite underWrite, FencedNote notes, OutboxDispatcher outbox, WriterMetrics metrics,
    IOptions<WriterOptions> options, TimeProvider time, ILogger<ReadBatch> logger)
{
    /// <returns>True if some of it is to be read again.</returns>
    public async Task<bool> Run(IReadOnlyList<ReadUnit> units, LaneLease lease)
    {
        using var span = CallSpan.Start("read records", [.. units.Select(unit => unit.Latest.Trace)]);
        var progress = new ReadProgress();
        using var look = underWrite.Look();
        var log = CallLog.Begin();
        var begun = pause.Generation;
        try
        {
            await reading.Run(units, progress, lease.Lost);
        }
        catch (Exception cause) when (cause is not LeaseLostException && lease.IsHeld)
        {
            logger.BatchFailed(connection, units.Count, cause);
            progress.Unexplained(units, cause, options.Value.TriesPerRecord);
        }

        if (units.Count == 1 && progress.Fault is { } fault && suspects.Failed(units[0].Module, units[0].RecordId, fault))
        {
            progress.GiveUp(units[0], fault);
        }

        var isAgain = await Note(progress, log, look, lease);
        Judge(units[0].Module, progress, begun);
        return isAgain || progress.Fault is not null;
    }

    private async Task<bool> Note(ReadProgress progress, CallLog log, RecordsUnderWrite.Looking look, LaneLease lease)
    {
        var settled = progress.Settled;
        var isAgain = progress.Again.Count > 0;
        await notes.Commit(lease, async tx =>
        {
            var unknown = await tx.UnknownWrites(connection);
            var sorted = Echoed.Sort(progress.Settled, told.EchoOf);
            var lastWrites = await tx.LastWrites(connection, [.. sorted.Where(IsPassed).Select(read => read.Read.RecordId).Distinct()]);
            var noted = NotedReads.From(sorted, WasWritten, lastWrites);
            await tx.SettleReads(noted.Settled);
            await tx.PutBackReads(progress.Again);
            await tx.Postpone(noted.Crossed);
            await tx.Enqueue(ReadAnswers.Of(noted.Settled, time.GetUtcNow()));
            if (CallNotes.Of(connection, log.Calls, noted.Settled) is { } calls)
            {
                await tx.Enqueue(calls);
            }

            settled = [.. noted.Settled];
            isAgain |= noted.Crossed.Count > 0;

            bool WasWritten(string recordId, string? email) =>
                look.WasWritten(recordId, email) || unknown.Contains(recordId) || (email is not null && unknown.Contains(email));
        });
        outbox.Wake();
        Remember(settled, look);
        metrics.Read(connection, settled);
        return isAgain;
    }

    private static bool IsPassed(SettledRead read) => read.Outcome == Outcomes.Passed;

    private void Remember(IReadOnlyList<SettledRead> settled, RecordsUnderWrite.Looking look)
    {
        foreach (var (read, outcome) in settled.Select(read => (read.Read, read.Outcome)))
        {
            // A write that began meanwhile is newer than what was read, or is not yet done.
            if (outcome == Outcomes.Passed && !look.WasWritten(read.RecordId, EmailAddress.Normalise(read.Email)))
            {
                told.Read(read);
            }
            else if (outcome is Outcomes.Passed or Outcomes.Gone)
            {
                told.Forget(read.Module, read.RecordId);
            }
        }
    }

    /// <summary>What the batch tells of the connection, of its module, and of records that were under suspicion.</summary>
    private void Judge(string module, ReadProgress progress, long begun)
    {
        var read = progress.Settled.ToLookup(each => each.Outcome is Outcomes.Passed or Outcomes.Gone, each => each.Read.RecordId);
        suspects.Succeeded(module, [.. read[true]]);
        foreach (var refused in read[false].Except(read[true]))
        {
            suspects.Forget(refused);
        }

        switch (progress.Fault)
        {
            case null:
                pause.Succeeded(begun);
                modules.Succeeded(module);
                break;
            case { Module: { } denied } fault:
                modules.Failed(denied, fault);
                break;
            case var fault:
                pause.Failed(fault);
                break;
        }
    }
}
