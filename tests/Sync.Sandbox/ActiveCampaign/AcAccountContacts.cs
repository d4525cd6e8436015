using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/accountContacts: a contact works for one company at most, and moves by ending one link and making another.</summary>
internal sealed class AcAccountContacts(AcState state, AcAccountEvents events)
{
    public void List(Call call)
    {
        var contact = call.Query.Number("filters[contact]");
        var account = call.Query.Number("filters[account]");
        call.Page("accountContacts", [.. state.Sales.AccountContacts.Values
            .Where(link => (contact is null || link.Contact.Id == contact) && (account is null || link.Account.Id == account))],
            link => Write(call.Json, link, null));
    }

    public void One(Call call, AcAccountContact link) => call.Answer(200, json => Write(json, link, "accountContact"));

    public void Create(Call call)
    {
        if (!call.TryMember("accountContact", out var sent))
        {
            return;
        }

        if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Invalid("The contact is not valid.", "related_missing", "contact");
        }
        else if (!state.Sales.Accounts.TryGetValue(sent.Int("account") ?? 0, out var account))
        {
            call.Invalid("The account is not valid.", "related_missing", "account");
        }
        else if (contact.Account is not null)
        {
            call.Invalid("The contact is already associated with an account.", "field_invalid", "account,contact");
        }
        else
        {
            var link = state.Sales.Link(account, contact, sent.Text("jobTitle") ?? "");
            call.Answer(201, json => Write(json, link, "accountContact", sent));
            events.Linked(link, "api", isNew: true);
        }
    }

    public void Change(Call call, AcAccountContact link)
    {
        if (!call.TryMember("accountContact", out var sent))
        {
            return;
        }

        link.Account = state.Sales.Accounts.GetValueOrDefault(sent.Int("account") ?? 0) ?? link.Account;
        link.Contact.OrgName = link.Account.Name;
        link.JobTitle = sent.Text("jobTitle") ?? link.JobTitle;
        link.Updated = state.Now;
        call.Answer(200, json => Write(json, link, "accountContact", sent));
        events.Linked(link, "api", isNew: false);
    }

    public void Delete(Call call, AcAccountContact link)
    {
        state.Sales.Unlink(link);
        call.Nothing();
    }

    public void Write(Utf8JsonWriter json, AcAccountContact link, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.EchoOr(sent, "account", link.Account.Id.Text());
        json.EchoOr(sent, "contact", link.Contact.Id.Text());
        json.EchoOr(sent, "jobTitle", link.JobTitle);
        json.WriteString("createdTimestamp", state.Time.Iso(link.Created));
        json.WriteString("updatedTimestamp", state.Time.Iso(link.Updated));
        json.NoLinks();
        json.Id("id", link.Id);
        json.WriteEndObject();
    }
}
