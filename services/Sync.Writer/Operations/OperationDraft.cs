using System.Text.Json;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Writer.Operations;

/// <summary>An operation in the words of connectors, or why there is none. Pure.</summary>
/// <param name="Module">Of what is made or changed.</param>
internal sealed record OperationDraft(PendingOperation Row, string Module, Operation? Operation, VendorFault? Fault)
{
    /// <summary>Codes of faults that another owner would not have.</summary>
    public const string OwnerUnknown = "OWNER_UNKNOWN";
    public const string OwnerInactive = "OWNER_INACTIVE";

    private const string Tasks = "Tasks";
    private const string Notes = "Notes";
    private const string Deals = "Deals";

    /// <summary>What was done, where nothing is made: a tag is there or not, whoever put it on.</summary>
    public string? Done { get; private init; }

    public static OperationRequest Read(PendingOperation row) => JsonSerializer.Deserialize<OperationRequest>(row.Request, OutboxJson.Options)!;

    /// <summary>True for what comes beside a task: a delivery ends with the task, and not with this.</summary>
    public static bool IsBeside(OperationRequest request) => request is { Task: null, Look: null, Deals: null, OptIn: null, EndsDelivery: false };

    /// <summary>True for what is meant for one record and no other of the person.</summary>
    public static bool IsOfOneRecord(PendingOperation row) => Read(row).Set is not null;

    /// <summary>The user whom it is about; null if it is about none.</summary>
    public static string? OwnerOf(OperationRequest request) => request.Task?.Owner ?? request.Deal?.Owner ?? request.Owner;

    public static OperationDraft Of(PendingOperation row, Func<string, UserInfo?> userOf)
    {
        var request = Read(row);
        var owner = OwnerOf(request) is { } address ? userOf(address) : null;
        if (OwnerOf(request) is { } named && Objection(owner, named) is { } fault)
        {
            return new OperationDraft(row, Tasks, null, fault);
        }

        // What was never sent cannot be there: looking for it would take a call for nothing.
        var mark = new Mark(row.Mark) { MayExist = row.Calls > 0 || request.MayBeThere };
        return request switch
        {
            { Task: { } task } => new OperationDraft(row, Tasks, Task(row, task, owner!.Id, mark), null),
            { Note: { } note } => new OperationDraft(
                row, Notes, new Operation.AddNote(new RecordLink(row.Module!, row.RecordId!), note.Text, mark) { Title = note.Title }, null),
            { Deal: { } deal } => new OperationDraft(row, Deals, Deal(row, deal, owner!.Id, mark), null),
            { Owner: { } given } => new OperationDraft(row, row.Module!, new Operation.Assign(row.Module!, row.RecordId!, owner!.Id), null) { Done = $"owner {given}" },
            { Set: { } set } => new OperationDraft(row, row.Module!, new Operation.Save(row.Module!, row.RecordId!, set), null) { Done = $"{string.Join(", ", set.Keys)} set in {row.Module} {row.RecordId}" },
            { Tag: { } tag } => new OperationDraft(row, row.Module!, new Operation.SetTag(row.Module!, row.RecordId!, tag, Present: !request.TakesOff), null) { Done = $"tag {tag}{(request.TakesOff ? " taken off" : "")}" },
            { List: { } number } => new OperationDraft(row, row.Module!, new Operation.SetSubscription(row.RecordId!, number, Subscribed: true), null) { Done = $"list {number}" },
            { Automation: { } number } => new OperationDraft(row, row.Module!, new Operation.Enrol(row.RecordId!, number, Present: true), null) { Done = $"automation {number}" },
            _ => new OperationDraft(row, "", null, new VendorFault(FailureClasses.Internal, "NOTHING", "The request asks for nothing.")),
        };
    }

    private static Operation.AddTask Task(PendingOperation row, TaskToMake task, string ownerId, Mark mark) =>
        new(new RecordLink(row.Module!, row.RecordId!), task.Subject, mark)
        {
            Text = task.Text,
            Due = task.DueAt,
            OwnerId = ownerId,
            Priority = task.Priority,
        };

    private static Operation.SaveDeal Deal(PendingOperation row, DealToMake deal, string ownerId, Mark mark) => new(null)
    {
        About = new RecordLink(row.Module!, row.RecordId!),
        Title = deal.Name,
        Mark = mark,
        Pipeline = deal.Pipeline,
        Stage = deal.Stage,
        Value = deal.Amount is { } amount ? Money.OfTheVendor(amount) : null,
        ClosesOn = deal.ClosesOn,
        OwnerId = ownerId,
    };

    private static VendorFault? Objection(UserInfo? owner, string address) => owner switch
    {
        null => new VendorFault(FailureClasses.Validation, OwnerUnknown, $"The target has no user {address}."),
        { IsActive: false } or { IsConfirmed: false } => new VendorFault(
            FailureClasses.Validation, OwnerInactive, $"The user {address} is not active at the target."),
        _ => null,
    };
}
