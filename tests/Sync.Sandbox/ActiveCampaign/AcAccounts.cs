using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/accounts: companies, each name once.</summary>
internal sealed partial class AcAccounts(AcState state, AcAccountEvents events)
{
    private AcSales Sales => state.Sales;

    public void List(Call call)
    {
        var search = call.Query["search"] ?? call.Query["filters[name]"];
        var counts = call.Query["count_deals"] == "true";
        call.Page("accounts", [.. Sales.Accounts.Values.Where(account => search is null || account.Name.Contains(search, StringComparison.OrdinalIgnoreCase))],
            account => Write(call.Json, account, null, counts: counts));
    }

    public void One(Call call, AcAccount account)
    {
        call.Records = 1;
        call.Answer(200, json => Write(json, account, "account", counts: true));
    }

    public void Create(Call call)
    {
        if (!call.TryMember("account", out var sent))
        {
            return;
        }

        if (sent.Text("name") is not { Length: > 0 } name)
        {
            call.Invalid("The account name was not provided.", "field_missing", "name");
        }
        else if (Sales.FindAccount(name) is not null)
        {
            Duplicate(call);
        }
        else
        {
            var account = Sales.AddAccount(name);
            Apply(account, sent);
            call.Answer(201, json => Write(json, account, "account", sent));
            events.Added(account, "api");
        }
    }

    public void Change(Call call, AcAccount account)
    {
        if (!call.TryMember("account", out var sent))
        {
            return;
        }

        if (sent.Text("name") is { Length: > 0 } name && Sales.FindAccount(name) is { } other && other != account)
        {
            Duplicate(call);
            return;
        }

        var changed = Apply(account, sent);
        call.Answer(200, json => Write(json, account, "account", sent));
        if (changed.Count > 0)
        {
            events.Updated(account, "api", changed);
        }
    }

    public void Delete(Call call, AcAccount account)
    {
        Sales.Delete(account);
        call.Nothing();
    }

    /// <returns>The names of what has changed.</returns>
    public List<string> Apply(AcAccount account, JsonElement sent)
    {
        var changed = new List<string>();
        if (sent.Text("name") is { Length: > 0 } name && name != account.Name)
        {
            Sales.Rename(account, name);
            changed.Add("name");
        }

        if (sent.Text("accountUrl") is { } url && url != account.Url)
        {
            account.Url = url;
            changed.Add("account_url");
        }

        account.Owner = sent.Int("owner") ?? account.Owner;
        changed.AddRange(AcMetaValues.Apply(Sales, AcMetaKind.Account, account.Id, account.Values, sent));
        account.Updated = state.Now;
        return changed;
    }

    private static void Duplicate(Call call) =>
        call.Invalid("An account with this name already exists.", "duplicate", "name", "must_be_unique");
}
