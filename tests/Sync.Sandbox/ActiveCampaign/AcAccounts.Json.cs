using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Deletes many companies at once, and writes one.</summary>
internal sealed partial class AcAccounts
{
    public void BulkDelete(Call call)
    {
        var ids = call.Query.Pairs.Where(pair => pair.Key.StartsWith("ids", StringComparison.Ordinal)).SelectMany(pair => pair.Value.Split(',')).ToList();
        if (ids.Count == 0)
        {
            call.Answer(400, json => json.WriteString("errors", "Bulk operation failed: no ids were provided."));
            return;
        }

        foreach (var account in ids.Select(id => Sales.Accounts.GetValueOrDefault(int.TryParse(id, out var number) ? number : 0)).OfType<AcAccount>())
        {
            Sales.Delete(account);
        }

        call.Records = ids.Count;
        call.Answer(200, json =>
        {
            json.WriteStartObject("meta");
            json.WriteBoolean("success", true);
            json.WriteEndObject();
        });
    }

    /// <summary>Counts are "0" unless they are asked for.</summary>
    public void Write(Utf8JsonWriter json, AcAccount account, string? name, JsonElement sent = default, bool counts = false)
    {
        json.Open(name);
        json.EchoOr(sent, "name", account.Name);
        json.EchoOr(sent, "accountUrl", account.Url);
        json.WriteString("createdTimestamp", state.Time.Iso(account.Created));
        json.WriteString("updatedTimestamp", state.Time.Iso(account.Updated));
        json.EchoOr(sent, "owner", account.Owner.Text());
        json.Id("contactCount", counts ? Sales.AccountContacts.Values.Count(link => link.Account == account) : 0);
        json.Id("dealCount", counts ? Sales.Deals.Values.Count(deal => deal.Account == account) : 0);
        json.NoLinks();
        if (sent.ValueKind == JsonValueKind.Object)
        {
            json.EmptyArray("fields");
            json.WriteStartObject("customFieldSaveStatus");
            json.WriteString("status", "success");
            json.WriteEndObject();
        }

        json.Id("id", account.Id);
        json.WriteEndObject();
    }
}
