using Npgsql;
using Sync.Connectors;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Lanes;

namespace Sync.Writer.Operations;

/// <summary>
/// Operations from looking up what they need to noting what came of them. Before the call it is noted that they may have been sent: after
/// a crash or a call without an answer they are looked for by their mark before they are sent again.
/// </summary>
internal sealed class OperationBatch(
    string connection, VendorConnection vendor, LanePause pause, NpgsqlDataSource dataSource, FencedNote notes, OutboxDispatcher outbox,
    ConsentLook consent, int mostTries, TimeProvider time)
{
    private readonly RecordsOfPersons _records = new(connection, vendor.Target, dataSource, mostTries);
    private readonly OwnersByAddress _owners = new(vendor.Metadata, time);
    private readonly TaskLooks _looks = new(vendor.Operations);
    private readonly DealLooks _deals = new(vendor.Operations);
    private readonly OptInLooks _optIns = new(vendor.Target);

    public async Task Run(IReadOnlyList<PendingOperation> operations, LaneLease lease)
    {
        using var span = CallSpan.Start("carry out operations", [.. operations.Select(each => each.Trace)]);
        var begun = pause.Generation;
        var ends = new List<OperationEnd>();
        var optIns = operations.ToLookup(OptInLooks.IsOne);
        var looks = optIns[false].ToLookup(TaskLooks.IsLook);
        var fault = await CarryOut([.. looks[false]], ends, lease.Lost) ?? await _looks.Run([.. looks[true]], ends, lease.Lost)
            ?? await _optIns.Run([.. optIns[true]], ends, lease.Lost);
        await Note(ends, lease);
        if (fault is not null)
        {
            pause.Failed(fault);
        }
        else if (ends.Exists(end => end is not OperationEnd.Again))
        {
            pause.Succeeded(begun);
        }
    }

    /// <returns>The fault that concerns the whole connection, if one was met.</returns>
    private async Task<VendorFault?> CarryOut(IReadOnlyList<PendingOperation> operations, List<OperationEnd> ends, CancellationToken ct)
    {
        if (operations.Count == 0)
        {
            return null;
        }

        var (found, unknown) = await _records.Locate(operations, ends, ct);
        if (unknown is not null || found.Count == 0)
        {
            return unknown;
        }

        var asked = found.ToLookup(DealLooks.IsLook);
        if (await _deals.Run([.. asked[true]], ends, ct) is { } unasked)
        {
            ends.AddRange(asked[false].Select(each => OperationJudging.Postponed(each, TimeSpan.Zero)));
            return unasked;
        }

        // The last look before the call: what happened since the decision counts.
        var (located, unread) = await consent.Ask([.. asked[false]], ends, ct);
        if (unread is not null || located.Count == 0)
        {
            return unread;
        }

        if (await _owners.Learn(located.Select(each => OperationDraft.OwnerOf(OperationDraft.Read(each))).OfType<string>(), ct) is { } refused)
        {
            ends.AddRange(located.Select(each => OperationJudging.Postponed(each, TimeSpan.Zero)));
            return refused;
        }

        var drafts = located.Select(each => OperationDraft.Of(each, _owners.Find)).ToList();
        ends.AddRange(drafts.Where(draft => draft.Fault is not null).Select(draft => new OperationEnd.Failed(draft.Row, draft.Fault!)));
        return await Send(drafts.FindAll(draft => draft.Fault is null), ends, ct);
    }

    private async Task<VendorFault?> Send(IReadOnlyList<OperationDraft> drafts, List<OperationEnd> ends, CancellationToken ct)
    {
        if (drafts.Count == 0)
        {
            return null;
        }

        await dataSource.BeginCall([.. drafts.Select(draft => draft.Row)]);
        if (!(await vendor.Operations.Run([.. drafts.Select(draft => draft.Operation!)], ct)).TryGet(out var outcomes, out var fault))
        {
            ends.AddRange(drafts.Select(draft => OperationJudging.Postponed(draft.Row, TimeSpan.Zero)));
            return fault;
        }

        ends.AddRange(drafts.Zip(outcomes, (draft, outcome) => OperationJudging.Of(draft, outcome, mostTries)));
        return outcomes.OfType<WriteOutcome.Refused>().Select(refused => refused.Fault)
            .FirstOrDefault(each => each is { IsAccountWide: true, Module: null });
    }

    private async Task Note(IEnumerable<OperationEnd> all, LaneLease lease)
    {
        var ends = all.Select(DealLooks.Answered).ToList();
        var settled = ends.Select(end => end.Settled).OfType<PendingOperation>().ToList();
        var now = time.GetUtcNow();
        await notes.Commit(lease, async tx =>
        {
            await tx.Settle(settled, now);
            await tx.PutBack([.. ends.OfType<OperationEnd.Again>()]);
            if (settled.Count > 0)
            {
                await tx.Enqueue(OperationAnswers.Of(settled, now));
            }
        });
        outbox.Wake();
    }
}
