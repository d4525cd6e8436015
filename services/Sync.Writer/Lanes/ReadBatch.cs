using Microsoft.Extensions.Options;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Reads;

namespace Sync.Writer.Lanes;

/// <summary>One batch of reads from the call to the note of it. What was read is committed together with the message that hands it on:
/// dying in between means reading again.</summary>
internal sealed class ReadBatch(
    string connection, Reading reading, LanePause pause, ModulePauses modules, RecordsUnderWrite underWrite, FencedNote notes, OutboxDispatcher outbox,
    WriterMetrics metrics, IOptions<WriterOptions> options, TimeProvider time, ILogger<ReadBatch> logger)
{
    public async Task Run(IReadOnlyList<ReadUnit> units, LaneLease lease)
    {
        using var span = CallSpan.Start("read records", [.. units.Select(unit => unit.Latest.Trace)]);
        var progress = new ReadProgress();
        using var look = underWrite.Look();
        try
        {
            await reading.Run(units, progress, lease.Lost);
        }
        catch (Exception cause) when (cause is not LeaseLostException && lease.IsHeld)
        {
            logger.BatchFailed(connection, units.Count, cause);
            progress.Unexplained(units, cause, options.Value.TriesPerRecord);
        }

        await Note(progress, look, lease);
        Pause(units[0].Module, progress);
    }

    private async Task Note(ReadProgress progress, RecordsUnderWrite.Looking look, LaneLease lease)
    {
        var settled = progress.Settled;
        await notes.Commit(lease, async tx =>
        {
            var unknown = await tx.UnknownWrites(connection);
            var lastWrites = await tx.LastWrites(connection, [.. progress.Settled.Select(read => read.Read.RecordId).Distinct()]);
            var noted = NotedReads.From(progress.Settled, WasWritten, lastWrites);
            await tx.SettleReads(noted.Settled);
            await tx.PutBackReads(progress.Again);
            await tx.Postpone(noted.Crossed);
            await tx.Enqueue(ReadAnswers.Of(noted.Settled, time.GetUtcNow()));
            settled = [.. noted.Settled];

            bool WasWritten(string recordId, string? email) =>
                look.WasWritten(recordId, email) || unknown.Contains(recordId) || (email is not null && unknown.Contains(email));
        });
        outbox.Wake();
        metrics.Read(connection, settled);
    }

    private void Pause(string module, ReadProgress progress)
    {
        switch (progress.Fault)
        {
            case null:
                pause.Succeeded();
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
