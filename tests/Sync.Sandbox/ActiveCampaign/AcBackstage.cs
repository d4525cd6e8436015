using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What the control port sees and does in the account, past the API.</summary>
internal sealed class AcBackstage(AcState state, AcEndpoints parts)
{
    public static readonly IReadOnlyList<string> Modules = ["contacts", "deals", "accounts"];

    public void Act(IReadOnlyList<JsonElement> actions, Utf8JsonWriter json)
    {
        foreach (var action in actions)
        {
            var module = action.Text("module")?.ToLowerInvariant();
            if (module is "deals" or "accounts")
            {
                Refuse(json, parts.SalesActs.Act(action, json));
            }
            else
            {
                var (contact, problem) = parts.Acts.Act(action);
                Refuse(json, problem);
                Write(contact is null ? [] : [contact], json);
            }
        }
    }

    /// <summary>Oldest first; an e-mail finds a contact, and the deals that are its own.</summary>
    public IReadOnlyList<object>? Records(string module, string? email) => module.ToLowerInvariant() switch
    {
        "contacts" => email is null ? [.. state.Contacts] : state.Find(email) is { } one ? [one] : [],
        "deals" => [.. state.Sales.Deals.Values.Where(deal => email is null || (deal.Contact is not null && deal.Contact == state.Find(email)))],
        "accounts" => [.. state.Sales.Accounts.Values],
        _ => null,
    };

    public void Write(IReadOnlyList<object> records, Utf8JsonWriter json)
    {
        foreach (var record in records)
        {
            switch (record)
            {
                case AcContact contact: parts.ContactJson.WriteWithAll(json, contact); break;
                case AcDeal deal: parts.DealJson.Write(json, deal, null); break;
                case AcAccount account: parts.Accounts.Write(json, account, null, counts: true); break;
            }
        }
    }

    public void WriteSummary(Utf8JsonWriter json)
    {
        json.WriteStartObject("records");
        json.WriteNumber("contacts", state.ContactCount);
        json.WriteNumber("deals", state.Sales.Deals.Count);
        json.WriteNumber("accounts", state.Sales.Accounts.Count);
        json.WriteEndObject();
        // The e-mail is unique in an account.
        json.WriteNumber("duplicatesByEmail", 0);
    }

    private static void Refuse(Utf8JsonWriter json, string? problem)
    {
        if (problem is not null)
        {
            json.WriteStartObject();
            json.WriteString("error", problem);
            json.WriteEndObject();
        }
    }
}
