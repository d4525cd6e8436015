using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Operations;

/// <summary>What a vendor's answer makes of an operation. Pure.</summary>
internal static class OperationJudging
{
    private static readonly TimeSpan UntilARightIsBack = TimeSpan.FromSeconds(30);

    public static OperationEnd Of(OperationDraft draft, WriteOutcome outcome, int mostTries) => outcome switch
    {
        WriteOutcome.Written written => new OperationEnd.Made(
            draft.Row, draft.Module, written.RecordId,
            draft.Done ?? (written.Created ? $"created in {draft.Module}" : "the target had it: an earlier call had done it")),
        WriteOutcome.Refused { Fault: { IsAccountWide: true } fault } => Postponed(draft.Row, fault.Module is null ? TimeSpan.Zero : UntilARightIsBack),
        // Asked right before the call, the vendor says that he has left the list, or has not confirmed it.
        WriteOutcome.Refused { Fault: { Code: Operation.Consent } fault } => new OperationEnd.Withheld(draft.Row, $"not done: {fault.Message}"),
        WriteOutcome.Refused { Fault: { Code: Operation.NeedsContact } fault } => NotYet(draft.Row, fault),
        WriteOutcome.Refused { Fault: var fault } when IsOfItsRecord(fault) && OperationDraft.IsOfOneRecord(draft.Row) => new OperationEnd.Made(
            draft.Row, draft.Module, draft.Row.RecordId!, "the record is not there any more, or can no longer be changed"),
        WriteOutcome.Refused { Fault: var fault } when IsOfItsRecord(fault) && draft.Row.Tries + 1 < mostTries => new OperationEnd.Again(
            draft.Row, null, null, true, TimeSpan.FromMilliseconds(200 * (draft.Row.Tries + 1))),
        WriteOutcome.Refused { Fault: var fault } => new OperationEnd.Failed(draft.Row, fault),
        _ => throw new InvalidOperationException("An outcome that the writer does not know."),
    };

    /// <summary>Those that have no end yet, to be done once the connection is well again.</summary>
    public static IReadOnlyList<OperationEnd> Rest(IEnumerable<PendingOperation> rows, IEnumerable<OperationEnd> ends) =>
        [.. rows.Except(ends.Select(end => end.Operation)).Select(row => Postponed(row, TimeSpan.Zero))];

    public static OperationEnd Postponed(PendingOperation row, TimeSpan wait) => new OperationEnd.Again(row, row.Module, row.RecordId, false, wait);

    // The lead may have become a contact since it was known: the person is looked for once.
    private static OperationEnd NotYet(PendingOperation row, VendorFault fault) => row.Tries == 0
        ? new OperationEnd.Again(row, null, null, true, TimeSpan.Zero)
        : new OperationEnd.Early(row, $"not done: {fault.Message} Convert the lead, then replay delivery {row.DeliveryId}.");

    // The record may have been converted, merged or deleted since it was known: it is looked for anew.
    private static bool IsOfItsRecord(VendorFault fault) => fault.Class is FailureClasses.NotFound or FailureClasses.Conflict;
}
