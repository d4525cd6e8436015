using Sync.Connectors;

namespace Sync.Writer.Operations;

/// <summary>Looks whether persons have open deals. A person waits for the answer: what cannot be read counts as none, because a call too
/// many is better than none.</summary>
internal sealed class DealLooks(IOperations operations)
{
    public static bool IsLook(PendingOperation row) => OperationDraft.Read(row).Deals is not null;

    /// <summary>No look fails: nobody would go on with the person.</summary>
    public static OperationEnd Answered(OperationEnd end) =>
        end is OperationEnd.Failed failed && IsLook(failed.Operation) ? new OperationEnd.DealsLooked(failed.Operation, false, failed.Fault.Message) : end;

    /// <returns>A fault that concerns the whole connection, if one was met.</returns>
    public async Task<VendorFault?> Run(IReadOnlyList<PendingOperation> rows, List<OperationEnd> ends, CancellationToken ct)
    {
        // What a person does often is asked once.
        foreach (var person in rows.GroupBy(row => (row.Module, row.RecordId)))
        {
            var closed = OperationDraft.Read(person.First()).Deals!.Closed;
            var asked = await operations.OpenDeals(new RecordLink(person.Key.Module!, person.Key.RecordId!), closed, ct);
            if (!asked.TryGet(out var open, out var fault) && fault is { IsAccountWide: true, Module: null })
            {
                ends.AddRange(OperationJudging.Rest(rows, ends));
                return fault;
            }

            ends.AddRange(person.Select(row => fault is null ? new OperationEnd.DealsLooked(row, open!.Count > 0, null) : End(row, fault)));
        }

        return null;
    }

    // Known as a lead, the person may be a contact under the same address; a record that is gone has become another one.
    private static OperationEnd End(PendingOperation row, VendorFault fault) =>
        row.Tries == 0 && (fault.Code == Operation.NeedsContact || fault.Class is Contracts.FailureClasses.NotFound or Contracts.FailureClasses.Conflict)
            ? new OperationEnd.Again(row, null, null, true, TimeSpan.Zero)
            : new OperationEnd.DealsLooked(row, false, fault.Code == Operation.NeedsContact ? null : fault.Message);
}
