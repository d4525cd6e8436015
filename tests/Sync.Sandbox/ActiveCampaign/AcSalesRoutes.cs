using Sync.Sandbox.Http;
using static Sync.Sandbox.ActiveCampaign.AcRoute;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The routes of deals, pipelines, tasks, accounts and their custom fields.</summary>
internal sealed class AcSalesRoutes(AcState state, AcEndpoints parts)
{
    private readonly AcMetaRoutes _meta = new(state);

    private AcSales Sales => state.Sales;

    public bool Route(Call call, string method, string[] path) =>
        Collections(call, method, path) || Deals(call, method, path) || Accounts(call, method, path) || _meta.Route(call, method, path);

    private bool Collections(Call call, string method, string[] path)
    {
        Action<Call>? endpoint = (method, string.Join('/', path)) switch
        {
            ("GET", "deals") => parts.Deals.List,
            ("POST", "deals") => parts.Deals.Create,
            ("PUT", "deals/bulkUpdate") => parts.Deals.BulkUpdate,
            ("GET", "dealActivities") => parts.DealLog.List,
            ("GET", "dealGroups") => parts.Pipelines.List,
            ("POST", "dealGroups") => parts.Pipelines.Create,
            ("GET", "dealStages") => parts.Stages.List,
            ("POST", "dealStages") => parts.Stages.Create,
            ("GET", "dealTasks") => parts.Tasks.List,
            ("POST", "dealTasks") => parts.Tasks.Create,
            ("GET", "dealTasktypes") => parts.TaskTypes.List,
            ("POST", "dealTasktypes") => parts.TaskTypes.Create,
            ("GET", "contactDeals") => parts.ContactDeals.List,
            ("POST", "contactDeals") => parts.ContactDeals.Create,
            ("GET", "accounts") => parts.Accounts.List,
            ("POST", "accounts") => parts.Accounts.Create,
            ("DELETE", "accounts/bulk_delete") => parts.Accounts.BulkDelete,
            ("GET", "accountContacts") => parts.AccountContacts.List,
            ("POST", "accountContacts") => parts.AccountContacts.Create,
            _ => null,
        };
        endpoint?.Invoke(call);
        return endpoint is not null;
    }

    private bool Deals(Call call, string method, string[] path) => path switch
    {
        ["deals", var id] => On(call, "Deal", id, Sales.Deals.GetValueOrDefault(Number(id)), Choose<AcDeal>(
            method, each => parts.Deals.One(call, each), each => parts.Deals.Change(call, each), each => parts.Deals.Delete(call, each))),
        ["deals", var id, "notes"] when method == "POST" =>
            On(call, "Deal", id, Sales.Deals.GetValueOrDefault(Number(id)), each => parts.Notes.CreateOn(call, "Deal", each.Id)),
        ["deals", _, "notes", var note] when method == "PUT" =>
            On(call, "Note", note, state.Notes.GetValueOrDefault(Number(note)), each => parts.Notes.Change(call, each), 403),
        ["deals", var id, var sub] when method == "GET" =>
            On(call, "Deal", id, Sales.Deals.GetValueOrDefault(Number(id)), each => SubResource(call, each, sub)),
        ["dealGroups", var id] => On(call, "DealGroup", id, Sales.Pipelines.GetValueOrDefault(Number(id)), Choose<AcPipeline>(
            method, each => parts.Pipelines.One(call, each), each => parts.Pipelines.Change(call, each), each => parts.Pipelines.Delete(call, each))),
        ["dealStages", var id] => On(call, "DealStage", id, Sales.Stages.GetValueOrDefault(Number(id)), Choose<AcStage>(
            method, each => parts.Stages.One(call, each), each => parts.Stages.Change(call, each), each => parts.Stages.Delete(call, each))),
        ["dealStages", var id, "deals"] when method == "PUT" =>
            On(call, "DealStage", id, Sales.Stages.GetValueOrDefault(Number(id)), each => parts.Stages.MoveDeals(call, each)),
        ["dealTasks", var id] => On(call, "DealTask", id, Sales.Tasks.GetValueOrDefault(Number(id)), Choose<AcDealTask>(
            method, each => parts.Tasks.One(call, each), each => parts.Tasks.Change(call, each), each => parts.Tasks.Delete(call, each))),
        ["contactDeals", var id] => On(call, "SubscriberDeal", id, Sales.ContactDeals.GetValueOrDefault(Number(id)), Choose<AcContactDeal>(
            method, each => parts.ContactDeals.One(call, each), null, each => parts.ContactDeals.Delete(call, each))),
        _ => false,
    };

    private bool Accounts(Call call, string method, string[] path) => path switch
    {
        ["accounts", var id] => On(call, "CustomerAccount", id, Sales.Accounts.GetValueOrDefault(Number(id)), Choose<AcAccount>(
            method, each => parts.Accounts.One(call, each), each => parts.Accounts.Change(call, each), each => parts.Accounts.Delete(call, each))),
        ["accounts", var id, "notes"] when method == "POST" => On(
            call, "CustomerAccount", id, Sales.Accounts.GetValueOrDefault(Number(id)), each => parts.Notes.CreateOn(call, "CustomerAccount", each.Id)),
        ["accountContacts", var id] => On(call, "CustomerAccountSubscriber", id, Sales.AccountContacts.GetValueOrDefault(Number(id)), Choose<AcAccountContact>(
            method, each => parts.AccountContacts.One(call, each), each => parts.AccountContacts.Change(call, each), each => parts.AccountContacts.Delete(call, each))),
        _ => false,
    };

    /// <summary>What hangs on a deal, without any meta; empty for what the sandbox does not keep.</summary>
    private void SubResource(Call call, AcDeal deal, string name) => call.Answer(200, json =>
    {
        json.WriteStartArray(name);
        switch (name)
        {
            case "notes":
                state.Notes.Values.Where(note => note.Kind == "Deal" && note.About == deal.Id).ToList().ForEach(note => parts.NoteJson.Write(json, note, null));
                break;
            case "tasks" or "dealTasks": deal.Tasks.ForEach(task => parts.Tasks.Write(json, task, null)); break;
            case "contactDeals":
                Sales.ContactDeals.Values.Where(link => link.Deal == deal).ToList().ForEach(link => parts.ContactDeals.Write(json, link, null));
                break;
            case "dealCustomFieldData": deal.Values.ForEach(value => AcMetaJson.Write(json, value, AcMetaKind.Deal, null)); break;
        }

        json.WriteEndArray();
    });
}
