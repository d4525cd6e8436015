using Sync.Connectors.Operations;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Carries operations out; neighbours of one kind go into one call.</summary>
internal sealed class ZohoOperations(
    ZohoTagging tagging, ZohoCreation creation, ZohoChanges changes, ZohoConversion conversion, ZohoUsers users, ZohoReader reader,
    ZohoDeals deals) : IOperations
{
    private const string Status = "Status";
    private const string Completed = "Completed";

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Run(IReadOnlyList<Operation> operations, CancellationToken ct) =>
        OperationRuns.Run(operations, KindOf, ZohoWriter.LargestBatch, run => Together(run, ct));

    public async Task<CallResult<IReadOnlyCollection<string>>> DoneTasks(string module, IReadOnlyCollection<string> taskIds, CancellationToken ct)
    {
        if (!(await reader.Read(module, taskIds, [Status], ct)).TryGet(out var found, out var fault))
        {
            return CallResult<IReadOnlyCollection<string>>.Failed(fault);
        }

        var open = found.Where(task => task.Fields.GetValueOrDefault(Status) != Completed).Select(task => task.RecordId).ToHashSet();
        return CallResult<IReadOnlyCollection<string>>.Ok([.. taskIds.Where(id => !open.Contains(id))]);
    }

    public Task<CallResult<IReadOnlyCollection<string>>> OpenDeals(RecordLink person, IReadOnlyCollection<string> closedStages, CancellationToken ct) =>
        deals.Open(person, closedStages, ct);

    // What differs in it cannot share a call.
    private static object? KindOf(Operation operation)
    {
        var trigger = string.Join(',', operation.Trigger);
        return operation switch
        {
            Operation.SetTag tag => ("tag", tag.Module, tag.Tag, tag.Present),
            Operation.AddNote => ("make", "Notes", trigger),
            Operation.AddTask => ("make", "Tasks", trigger),
            Operation.SaveDeal { DealId: null } => ("make", "Deals", trigger),
            Operation.SaveDeal => ("change", "Deals", trigger),
            Operation.Save { RecordId: { } } save => ("change", save.Module, trigger),
            Operation.Save save => ("make", save.Module, trigger),
            Operation.Assign assign => ("change", assign.Module, trigger),
            Operation.Delete delete => ("delete", delete.Module, trigger),
            Operation.LinkAccount => ("change", "Contacts", trigger),
            _ => null,
        };
    }

    private async Task<IReadOnlyList<WriteOutcome>> Together(IReadOnlyList<Operation> run, CancellationToken ct)
    {
        switch (run[0])
        {
            case Operation.SetTag first:
                return await tagging.Set(first, [.. run.Cast<Operation.SetTag>().Select(tag => tag.RecordId)], ct);
            case Operation.Delete delete:
                return await changes.Delete(delete.Module, [.. run.Cast<Operation.Delete>().Select(each => each.RecordId)], ct);
            case Operation.Convert convert:
                return [await users.Objection(convert.OwnerId, ct) ?? await conversion.Convert(convert, ct)];
        }

        var outcomes = new WriteOutcome?[run.Count];
        var drafts = new List<(int Place, ZohoDraft Draft, string? Id)>();
        for (var i = 0; i < run.Count; i++)
        {
            var (draft, id, refusal) = Drafted(run[i]);
            refusal ??= draft is null ? null : await users.Objection(draft.Fields.GetValueOrDefault("Owner"), ct);
            if (refusal is null && draft is not null)
            {
                drafts.Add((i, draft, id));
            }

            outcomes[i] = refusal;
        }

        await Send(drafts, run[0].Trigger, outcomes, ct);
        return [.. outcomes.Select(outcome => outcome!)];
    }

    private async Task Send(
        List<(int Place, ZohoDraft Draft, string? Id)> drafts, IReadOnlyList<string> trigger, WriteOutcome?[] outcomes,
        CancellationToken ct)
    {
        if (drafts.Count == 0)
        {
            return;
        }

        var settled = drafts[0].Id is null
            ? await creation.Make([.. drafts.Select(each => each.Draft)], trigger, ct)
            : await changes.Change([.. drafts.Select(each => (each.Id!, each.Draft))], trigger, ct);
        for (var i = 0; i < drafts.Count; i++)
        {
            outcomes[drafts[i].Place] = settled[i];
        }
    }

    private static (ZohoDraft? Draft, string? Id, WriteOutcome? Refusal) Drafted(Operation operation)
    {
        var ((draft, mistake), id) = operation switch
        {
            Operation.AddNote note => (ZohoDrafts.Of(note), null),
            Operation.AddTask task => (ZohoDrafts.Of(task), null),
            Operation.SaveDeal deal => (ZohoDrafts.Of(deal), deal.DealId),
            Operation.Save save =>
                ((new ZohoDraft(save.Module, save.RecordId is null ? save.Mark : null, save.Fields), null), save.RecordId),
            Operation.Assign assign => ((Only(assign.Module, "Owner", assign.OwnerId), null), assign.RecordId),
            Operation.LinkAccount link => ((Account(link), null), link.ContactId),
            _ => ((null, new VendorFault(
                FailureClasses.Validation, Operation.NotOffered, $"Zoho has no such thing: {operation.GetType().Name}.")), (string?)null),
        };
        if (mistake is null && id is not null && ZohoNames.RecordId(id) is null)
        {
            mistake = new VendorFault(
                FailureClasses.NotFound, "INVALID_ID", $"'{Http.VendorReply.Shorten(id)}' cannot be the id of a record.");
        }

        return mistake is not null ? (null, null, Outcome.Refused(mistake)) : (draft, ZohoNames.RecordId(id), null);
    }

    private static ZohoDraft Only(string module, string field, string value) =>
        new(module, null, new Dictionary<string, string?> { [field] = value });

    private static ZohoDraft Account(Operation.LinkAccount link)
    {
        var fields = new Dictionary<string, string?> { ["Account_Name"] = link.AccountId };
        if (link.JobTitle is { } title)
        {
            fields["Title"] = title;
        }

        return new ZohoDraft("Contacts", null, fields);
    }
}
