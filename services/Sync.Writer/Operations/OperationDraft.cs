using System.Text.Json;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Writer.Operations;

/// <summary>An operation in the words of connectors, or why there is none. Pure.</summary>
/// <param name="Module">What is made.</param>
internal sealed record OperationDraft(PendingOperation Row, string Module, Operation? Operation, VendorFault? Fault)
{
    /// <summary>Codes of faults that another owner would not have.</summary>
    public const string OwnerUnknown = "OWNER_UNKNOWN";
    public const string OwnerInactive = "OWNER_INACTIVE";

    private const string Tasks = "Tasks";

    public static OperationRequest Read(PendingOperation row) => JsonSerializer.Deserialize<OperationRequest>(row.Request, OutboxJson.Options)!;

    public static OperationDraft Of(PendingOperation row, Func<string, UserInfo?> userOf)
    {
        var request = Read(row);
        if (request.Task is not { } task)
        {
            return new OperationDraft(row, "", null, new VendorFault(FailureClasses.Internal, "NOTHING", "The request asks for nothing."));
        }

        var owner = userOf(task.Owner);
        return Objection(owner, task.Owner) is { } fault
            ? new OperationDraft(row, Tasks, null, fault)
            : new OperationDraft(row, Tasks, Draft(row, task, owner!.Id, row.Calls > 0 || request.MayBeThere), null);
    }

    // What was never sent cannot be there: looking for it would take a call for nothing.
    private static Operation.AddTask Draft(PendingOperation row, TaskToMake task, string ownerId, bool mayBeThere) =>
        new(new RecordLink(row.Module!, row.RecordId!), task.Subject, new Mark(row.Mark) { MayExist = mayBeThere })
        {
            Text = task.Text,
            Due = task.DueAt,
            OwnerId = ownerId,
            Priority = task.Priority,
        };

    private static VendorFault? Objection(UserInfo? owner, string address) => owner switch
    {
        null => new VendorFault(FailureClasses.Validation, OwnerUnknown, $"The target has no user {address}."),
        { IsActive: false } or { IsConfirmed: false } => new VendorFault(
            FailureClasses.Validation, OwnerInactive, $"The user {address} is not active at the target."),
        _ => null,
    };
}
