using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Calls;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Looks whether an import is over, and reads back what it was to write: only what is seen there counts as written.</summary>
internal sealed class ImportLook(
    string connection, IBulkImport vendor, ITarget target, SyncPolicy policy, LanePause pause, ImportPace pace, ImportHolds holds, ImportNotes notes,
    NpgsqlDataSource dataSource, IOptions<WriterOptions> options, TimeProvider time)
{
    // A request whose answer was lost may still be on its way for as long.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(5);

    // Newer work waits for an import that was given up, because it may still come; but not for ever.
    private const int Patience = 4;

    public async Task Run(OpenImport import, LaneLease lease)
    {
        var log = CallLog.Begin();
        var age = time.GetUtcNow() - import.StartedAt;
        var deadline = TimeSpan.FromSeconds(options.Value.ImportDeadlineSeconds);
        var (stage, failed) = await Ask(import, age, lease.Lost);
        import.LookLater(time.GetUtcNow());
        if (stage == Stage.UnderWay && age >= (import.IsGivenUp ? Patience * deadline : deadline))
        {
            stage = Stage.Late;
        }

        if (stage == Stage.UnderWay)
        {
            return;
        }

        if (stage == Stage.Late)
        {
            pace.RestLong();
        }

        await ReadBack(import, isOver: stage == Stage.Over || import.IsGivenUp, failed, log, lease);
    }

    private async Task ReadBack(OpenImport import, bool isOver, IReadOnlySet<string> failed, CallLog log, LaneLease lease)
    {
        var progress = new Progress();
        var units = import.Units;
        var read = await vendor.Read([.. units.Select(unit => unit.RecordId!)], Fields(units), lease.Lost);
        if (!read.TryGet(out var found, out var fault))
        {
            Wait(fault);
            return;
        }

        var written = await dataSource.Written(connection, [.. import.Persons], [.. import.Persons.Select(_ => long.MinValue)]);
        var there = found.ToDictionary(record => record.RecordId);
        foreach (var unit in units)
        {
            await Judge(unit, there.GetValueOrDefault(unit.RecordId!), [.. written[unit.Newest.PersonId]], failed, progress, lease);
        }

        if (import.IsGivenUp)
        {
            // They went the usual way long ago.
            progress.Results.Clear();
        }

        await notes.Commit(progress, log, lease, tx => isOver ? tx.EndImport(import.Id) : tx.GiveUpImport(import.Id));
        if (isOver)
        {
            holds.Release(import);
        }
        else
        {
            import.GiveUp();
        }
    }

    private async Task Judge(
        WriteUnit unit, FoundRecord? record, IReadOnlyList<WrittenVersion> written, IReadOnlySet<string> failed, Progress progress, LaneLease lease)
    {
        var route = policy.FindRoute(unit.Route)!;
        var wanted = Seen.Wanted(route, unit, written);
        if (record is not null && !Seen.HasAll(record, wanted) && Seen.IsOvertaken(unit, written))
        {
            // An opt-out does not wait for an import: what came with it is put right again.
            var attempt = await dataSource.BeginAttempt(connection, lease.Epoch, record.Module, [.. unit.Works.Select(work => work.Id)]);
            var answer = await target.Write(record.Module, [new TargetRecord(record.RecordId, unit.Email, wanted)], lease.Lost);
            progress.Attempts.Add((attempt, answer.Fault is { } fault ? $"{fault.Class}: {fault.Code}" : "answered"));
            progress.Results.Add(Again(unit, "OVERTAKEN", "Something newer was written while the import was under way."));
        }
        else if (record is not null && Seen.HasAll(record, wanted))
        {
            progress.Saw(unit, record.Fields);
            progress.Results.Add(new UnitResult.Done(
                unit, Outcomes.Written, $"updated in {record.Module} by import", record.Module, record.RecordId, ByCall: true));
        }
        else
        {
            progress.Results.Add(failed.Contains(unit.Email)
                ? Again(unit, "IMPORT_FAILED", "The import failed for this contact: it is written singly.")
                : Again(unit, "NOT_SEEN", "The import's effect was not seen: it is looked up and written singly."));
        }
    }

    private async Task<(Stage Stage, IReadOnlySet<string> Failed)> Ask(OpenImport import, TimeSpan age, CancellationToken ct)
    {
        var failed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (import.BatchIds is null)
        {
            var busy = await vendor.IsBusy(ct);
            return busy.TryGet(out var under, out var unasked)
                ? (under.IsBusy || age < Settles ? Stage.UnderWay : Stage.Over, failed)
                : (Wait(unasked), failed);
        }

        foreach (var batch in import.BatchIds)
        {
            var asked = await vendor.Progress(batch, ct);
            if (!asked.TryGet(out var progress, out var fault))
            {
                return (Wait(fault), failed);
            }

            if (!progress.IsOver)
            {
                return (Stage.UnderWay, failed);
            }

            failed.UnionWith(progress.Failed);
        }

        return (Stage.Over, failed);
    }

    private Stage Wait(VendorFault fault)
    {
        if (fault is { IsAccountWide: true, Module: null })
        {
            pause.Failed(fault);
        }

        return Stage.UnderWay;
    }

    private static UnitResult.Again Again(WriteUnit unit, string code, string why) =>
        new(unit, Verify: true, CountsAsTry: false, new VendorFault(FailureClasses.Conflict, code, why));

    private string[] Fields(IEnumerable<WriteUnit> units) =>
        [.. units.SelectMany(unit => Importable.Sent(policy.FindRoute(unit.Route)!, unit).Keys).Distinct()];

    private enum Stage
    {
        UnderWay,
        Late,
        Over,
    }
}
