using Npgsql;
using Sync.Writer.Calls;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Notes what one step of an import came to: in one transaction, or not at all.</summary>
internal sealed class ImportNotes(string connection, FencedNote fenced, BatchNotes notes)
{
    public async Task<(long Attempt, long Import)> Begin(IReadOnlyList<WriteUnit> units, LaneLease lease)
    {
        var begun = (0L, 0L);
        await fenced.Commit(lease, async tx => begun = await tx.BeginImport(
            connection, lease.Epoch, units[0].Module!, [.. units.SelectMany(unit => unit.Works).Select(work => work.Id)]));
        return begun;
    }

    /// <param name="queued">Those that the vendor has taken, for the log of calls only: they have no outcome yet.</param>
    public Task Commit(
        Progress progress, CallLog log, LaneLease lease, Func<NpgsqlTransaction, Task> also, IReadOnlyList<UnitResult.Again>? queued = null) =>
        notes.Commit(progress, CallNotes.Of(connection, log.Calls, With(progress, queued ?? [])), lease, (tx, _) => also(tx));

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
}
