using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Calls;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Sends one import: looks at the records first, notes the intent, calls, and notes what the vendor says to each.</summary>
internal sealed class ImportSending(
    string connection, IBulkImport vendor, SyncPolicy policy, LanePause pause, ImportPace pace, ImportHolds holds, ImportNotes notes,
    NpgsqlDataSource dataSource, TimeProvider time)
{
    public async Task Run(OpenImport import, LaneLease lease)
    {
        var (progress, log) = (new Progress(), CallLog.Begin());
        try
        {
            import.Units = await Fit(import.Units, progress, lease.Lost);
            if (import.Units.Count < vendor.SmallestBatch)
            {
                await notes.Commit(progress, log, lease, _ => Task.CompletedTask);
                holds.Release(import);
                return;
            }

            (var attempt, import.Id) = await notes.Begin(import.Units, lease);
            import.StartedAt = time.GetUtcNow();
            await Send(import, attempt, progress, log, lease);
        }
        catch when (import.Id == 0)
        {
            // Nothing was sent: the usual way is as good as ever.
            holds.Release(import);
            throw;
        }
        finally
        {
            import.LookLater(time.GetUtcNow());
        }
    }

    /// <summary>Those that the import will find, and find different. The others are looked at one by one, as whatever is in doubt is.</summary>
    private async Task<IReadOnlyList<WriteUnit>> Fit(IReadOnlyList<WriteUnit> units, Progress progress, CancellationToken ct)
    {
        var written = await dataSource.Written(
            connection, [.. units.Select(unit => unit.Newest.PersonId)], [.. units.Select(unit => unit.Works.Min(work => work.Version))]);
        var read = await vendor.Read([.. units.Select(unit => unit.RecordId!)], Fields(units), ct);
        if (!read.TryGet(out var found, out var fault))
        {
            Refused(fault);
            return [];
        }

        var there = found.ToDictionary(record => record.RecordId);
        var fit = new List<WriteUnit>();
        foreach (var unit in units)
        {
            var record = there.GetValueOrDefault(unit.RecordId!);
            if (!Importable.IsThere(unit, record) || written[unit.Newest.PersonId].Any(later => later.Version > unit.Works.Min(work => work.Version)))
            {
                progress.Results.Add(Doubtful(unit, "NOT_AS_LINKED", "The record is not there as it was linked, or something newer was written."));
                continue;
            }

            progress.Saw(unit, record!.Fields);
            if (Seen.HasAll(record, Sent(unit)))
            {
                progress.Done(unit, Outcomes.Unchanged, "the target had it already", record.Module, record.RecordId);
            }
            else
            {
                fit.Add(unit);
            }
        }

        return fit;
    }

    private async Task Send(OpenImport import, long attempt, Progress progress, CallLog log, LaneLease lease)
    {
        foreach (var unit in import.Units)
        {
            progress.Sending(unit, Sent(unit));
        }

        pace.Called();
        var answer = await vendor.Import([.. import.Units.Select(unit => new ImportPerson(unit.Email, Sent(unit)))], lease.Lost);
        if (!answer.TryGet(out var outcomes, out var fault))
        {
            await NothingQueued(import, attempt, fault, progress, log, lease);
            return;
        }

        var (queued, batches) = Judge(import.Units, outcomes, progress);
        import.Units = [.. queued.Select(again => again.Unit)];
        progress.Attempts.Add((attempt, $"queued {queued.Count} of {outcomes.Count}"));
        await notes.Commit(
            progress, log, lease,
            tx => queued.Count == 0 ? tx.EndImport(import.Id) : tx.Queued(import.Id, Ids(import.Units), batches), queued);
        import.BatchIds = batches;
        if (queued.Count == 0)
        {
            holds.Release(import);
        }
    }

    private static (List<UnitResult.Again> Queued, string[] Batches) Judge(
        IReadOnlyList<WriteUnit> units, IReadOnlyList<ImportOutcome> outcomes, Progress progress)
    {
        var queued = new List<UnitResult.Again>();
        var batches = new HashSet<string>();
        foreach (var (unit, outcome) in units.Zip(outcomes))
        {
            if (outcome is ImportOutcome.Queued { BatchId: var batch })
            {
                batches.Add(batch);
                queued.Add(Doubtful(unit, "IMPORT", $"It is in the import {batch}."));
            }
            else if (outcome is ImportOutcome.Refused { Fault: var fault })
            {
                progress.Results.Add(new UnitResult.Again(unit, Verify: true, CountsAsTry: false, fault));
            }
        }

        return (queued, [.. batches]);
    }

    // Lost, it stays open without a name until it is known what became of it.
    private async Task NothingQueued(OpenImport import, long attempt, VendorFault fault, Progress progress, CallLog log, LaneLease lease)
    {
        var isLost = fault.Class == FailureClasses.UnknownOutcome;
        progress.Attempts.Add((attempt, $"{fault.Class}: {fault.Code}"));
        progress.Results.AddRange(import.Units.Select(unit => new UnitResult.Again(unit, isLost || !fault.IsAccountWide, CountsAsTry: false, fault)));
        await notes.Commit(progress, log, lease, tx => isLost ? Task.CompletedTask : tx.EndImport(import.Id));
        if (!isLost)
        {
            holds.Release(import);
        }

        Refused(fault);
    }

    // Imports have a limit of their own; whatever else is wrong with the account stops the lane.
    private void Refused(VendorFault fault)
    {
        pace.Rest();
        if (fault is { IsAccountWide: true, Class: not (FailureClasses.Rate or FailureClasses.UnknownOutcome), Module: null })
        {
            pause.Failed(fault);
        }
    }

    private static UnitResult.Again Doubtful(WriteUnit unit, string code, string why) =>
        new(unit, Verify: true, CountsAsTry: false, new VendorFault(FailureClasses.Conflict, code, why));

    private static long[] Ids(IEnumerable<WriteUnit> units) => [.. units.SelectMany(unit => unit.Works).Select(work => work.Id)];

    private string[] Fields(IEnumerable<WriteUnit> units) => [.. units.SelectMany(unit => Sent(unit).Keys).Distinct()];

    private Dictionary<string, string?> Sent(WriteUnit unit) => Importable.Sent(policy.FindRoute(unit.Route)!, unit);
}
