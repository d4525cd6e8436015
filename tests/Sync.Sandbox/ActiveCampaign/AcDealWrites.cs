using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Applies what is written to a deal, and says what has changed in the words of the webhook.</summary>
internal sealed class AcDealWrites(AcState state)
{
    private AcSales Sales => state.Sales;

    public AcDeal Create(JsonElement sent)
    {
        var deal = Sales.AddDeal(AcDealChecks.Stage(Sales, sent)!);
        Apply(deal, sent);
        Sales.Log(deal, "add", string.Empty);
        return deal;
    }

    /// <returns>The names of what has changed.</returns>
    public List<string> Change(AcDeal deal, JsonElement sent)
    {
        var old = deal.Stage;
        var changed = Apply(deal, sent);
        if (deal.Stage != old)
        {
            Sales.Log(deal, "d_stageid", old.Id.Text());
        }

        if (changed.Count > 0)
        {
            deal.Modified = state.Now;
        }

        return changed;
    }

    /// <summary>Bulk items name the owner "ownerId" and the stage "stageId".</summary>
    public List<string> ChangeBulk(AcDeal deal, JsonElement item)
    {
        var changed = new List<string>();
        if (AcUsers.Find(item.Int("ownerId") ?? 0) is { } owner)
        {
            Set(changed, "owner", deal.Owner, owner.Id, value => deal.Owner = value);
        }

        if (Sales.Stages.TryGetValue(item.Int("stageId") ?? 0, out var stage))
        {
            Set(changed, "stage", deal.Stage, stage, value => deal.Stage = value);
        }

        deal.Modified = changed.Count > 0 ? state.Now : deal.Modified;
        return changed;
    }

    private List<string> Apply(AcDeal deal, JsonElement sent)
    {
        var changed = new List<string>();
        Set(changed, "title", deal.Title, sent.Text("title") ?? deal.Title, value => deal.Title = value);
        Set(changed, "description", deal.Description, sent.Text("description") ?? deal.Description, value => deal.Description = value);
        Set(changed, "value", deal.Value, AcMoney.TryRead(sent.Text("value"), out var cents) ? cents : deal.Value, value => deal.Value = value);
        Set(changed, "currency", deal.Currency, sent.Text("currency")?.ToLowerInvariant() ?? deal.Currency, value => deal.Currency = value);
        Set(changed, "stage", deal.Stage, AcDealChecks.Stage(Sales, sent) ?? deal.Stage, value => deal.Stage = value);
        Set(changed, "status", deal.Status, sent.Int("status") ?? deal.Status, value => deal.Status = value);
        Set(changed, "owner", deal.Owner, sent.Int("owner") ?? deal.Owner, value => deal.Owner = value);
        Set(changed, "percent", deal.Percent, sent.Text("percent") ?? deal.Percent, value => deal.Percent = value);
        Set(changed, "contact", deal.Contact, state.Find(sent.Int("contact")) ?? deal.Contact, value => deal.Contact = value);
        Set(changed, "organization", deal.Account, Sales.Accounts.GetValueOrDefault(sent.Int("account") ?? 0) ?? deal.Account, value => deal.Account = value);
        changed.AddRange(AcMetaValues.Apply(Sales, AcMetaKind.Deal, deal.Id, deal.Values, sent));
        return changed;
    }

    private static void Set<T>(List<string> changed, string name, T held, T value, Action<T> set)
    {
        if (!EqualityComparer<T>.Default.Equals(held, value))
        {
            set(value);
            changed.Add(name);
        }
    }
}
