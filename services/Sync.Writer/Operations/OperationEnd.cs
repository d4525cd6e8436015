using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Operations;

/// <summary>What became of an operation after a call.</summary>
internal abstract record OperationEnd(PendingOperation Operation)
{
    /// <summary>It is done.</summary>
    public sealed record Made(PendingOperation Operation, string Module, string RecordId, string Detail) : OperationEnd(Operation);

    /// <summary>It failed for good.</summary>
    public sealed record Failed(PendingOperation Operation, VendorFault Fault) : OperationEnd(Operation);

    /// <summary>The person wants no more mail: it is not done.</summary>
    public sealed record Withheld(PendingOperation Operation, string Why) : OperationEnd(Operation);

    /// <summary>It needs a contact, and the person is a lead: it is not done.</summary>
    public sealed record Early(PendingOperation Operation, string Why) : OperationEnd(Operation);

    /// <summary>The person has confirmed that he wants mail again.</summary>
    public sealed record Confirmed(PendingOperation Operation, string Detail) : OperationEnd(Operation);

    /// <summary>A task was looked at.</summary>
    public sealed record Looked(PendingOperation Operation, bool IsDone, string? Detail) : OperationEnd(Operation);

    /// <summary>The person's deals were looked at.</summary>
    /// <param name="Why">Why nothing is known of them; null where something is.</param>
    public sealed record DealsLooked(PendingOperation Operation, bool HasOpen, string? Why) : OperationEnd(Operation);

    /// <summary>It is tried again.</summary>
    /// <param name="Module">Record to begin with then; null to look for it anew.</param>
    /// <param name="CountsAsTry">The operation itself is to blame, or nothing is known of its record.</param>
    public sealed record Again(PendingOperation Operation, string? Module, string? RecordId, bool CountsAsTry, TimeSpan Wait) : OperationEnd(Operation);

    /// <summary>The row with its end; null where it has none yet.</summary>
    public PendingOperation? Settled => this switch
    {
        Made made => Operation with { Outcome = Outcomes.Written, Detail = made.Detail, MadeModule = made.Module, MadeId = made.RecordId },
        Withheld withheld => Operation with { Outcome = Outcomes.Consent, Detail = withheld.Why },
        Early early => Operation with { Outcome = Outcomes.NoContact, Detail = early.Why },
        Confirmed confirmed => Operation with { Outcome = Outcomes.OptInConfirmed, Detail = confirmed.Detail },
        Looked looked => Operation with { Outcome = looked.IsDone ? Outcomes.TaskDone : Outcomes.TaskOpen, Detail = looked.Detail },
        DealsLooked deals => Operation with { Outcome = deals.HasOpen ? Outcomes.DealOpen : Outcomes.NoOpenDeal, Detail = deals.Why },
        Failed failed => Operation with
        {
            Outcome = failed.Fault.Code is OperationDraft.OwnerUnknown or OperationDraft.OwnerInactive
                ? Outcomes.OwnerRefused : $"{Outcomes.DeadLettered}: {failed.Fault.Class}",
            Code = failed.Fault.Code, Detail = $"{failed.Fault.Code}: {failed.Fault.Message}",
        },
        _ => null,
    };
}
