using Sync.Connectors.Operations;
using Sync.Contracts;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Carries operations out, one or a few calls each: the API has no batches for them.</summary>
internal sealed class ActiveCampaignOperations(
    ActiveCampaignTagging tagging, ActiveCampaignSubscriptions subscriptions, ActiveCampaignDeals deals, ActiveCampaignNotes notes,
    ActiveCampaignTasks tasks, ActiveCampaignAccounts accounts, ActiveCampaignEnrolment enrolment, ActiveCampaignWriter contacts)
    : IOperations
{
    private const string Vendor = "ActiveCampaign";

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Run(IReadOnlyList<Operation> operations, CancellationToken ct) =>
        OperationRuns.Run(operations, kind: _ => null, most: 1, async run => [await One(run[0], ct)]);

    public Task<CallResult<IReadOnlyCollection<string>>> DoneTasks(string module, IReadOnlyCollection<string> taskIds, CancellationToken ct) =>
        tasks.Done(taskIds, ct);

    // Here a deal says itself how it stands, and sales works elsewhere.
    public Task<CallResult<IReadOnlyCollection<string>>> OpenDeals(RecordLink person, IReadOnlyCollection<string> closedStages, CancellationToken ct) =>
        Task.FromResult(CallResult<IReadOnlyCollection<string>>.Failed(new VendorFault(
            FailureClasses.Validation, Operation.NotOffered, "Open deals are looked for in the CRM alone.")));

    private Task<WriteOutcome> One(Operation operation, CancellationToken ct) => operation switch
    {
        Operation.SetTag tag => tagging.Set(tag, ct),
        Operation.SetSubscription subscription => subscriptions.Set(subscription, ct),
        Operation.AddNote note => notes.Add(note, ct),
        Operation.AddTask task => tasks.Add(task, ct),
        Operation.SaveDeal deal => deals.Save(deal, ct),
        Operation.LinkAccount link => accounts.Link(link, ct),
        Operation.Enrol enrol => enrolment.Set(enrol, ct),
        Operation.Assign assign => Assign(assign, ct),
        Operation.Save save => Save(save, ct),
        Operation.Delete { Module: ActiveCampaignModules.Contacts } gone => contacts.Delete(gone.RecordId, ct),
        _ => Task.FromResult(Outcome.NotOffered(Vendor, operation.GetType().Name)),
    };

    private Task<WriteOutcome> Assign(Operation.Assign assign, CancellationToken ct) => assign.Module switch
    {
        ActiveCampaignModules.Deals => deals.Save(new Operation.SaveDeal(assign.RecordId) { OwnerId = assign.OwnerId }, ct),
        ActiveCampaignModules.Accounts => accounts.Assign(assign.RecordId, assign.OwnerId, ct),
        ActiveCampaignModules.Tasks => tasks.Assign(assign.RecordId, assign.OwnerId, ct),
        _ => Task.FromResult(Outcome.NotOffered(Vendor, $"an owner of {assign.Module}")),
    };

    private Task<WriteOutcome> Save(Operation.Save save, CancellationToken ct) => (save.Module, save.RecordId) switch
    {
        (ActiveCampaignModules.Contacts, _) => Contact(save, ct),
        (ActiveCampaignModules.Accounts, _) => accounts.Save(save, ct),
        (ActiveCampaignModules.Deals, { } id) => deals.Save(new Operation.SaveDeal(id) { Fields = save.Fields }, ct),
        (ActiveCampaignModules.Tasks, { } id) => tasks.Change(id, save.Fields, ct),
        (ActiveCampaignModules.Notes, { } id) => notes.Change(id, save.Fields, ct),
        (ActiveCampaignModules.Deals or ActiveCampaignModules.Tasks or ActiveCampaignModules.Notes, null) =>
            Task.FromResult(Outcome.Refused(
                FailureClasses.Validation, "NO_MARK", $"{save.Module} are made by an operation of their own, which knows them again.")),
        _ => Task.FromResult(Outcome.NotOffered(Vendor, save.Module)),
    };

    private async Task<WriteOutcome> Contact(Operation.Save save, CancellationToken ct)
    {
        var email = save.Fields.GetValueOrDefault("email") ?? "";
        var written = await contacts.Write(ActiveCampaignModules.Contacts, [new TargetRecord(save.RecordId, email, save.Fields)], ct);
        return Outcome.Of(written, outcomes => outcomes[0]);
    }
}
