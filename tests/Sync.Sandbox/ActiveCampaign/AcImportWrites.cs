using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Applies one contact of an import: tags by name, lists, fields and the company, made where missing.</summary>
internal sealed class AcImportWrites(AcState state, AcContactWrites writes)
{
    public AcContact Apply(JsonElement sent)
    {
        var email = sent.Text("email")!.Trim();
        var contact = state.Find(email) ?? state.Create(email);
        contact.FirstName = sent.Text("first_name") ?? contact.FirstName;
        contact.LastName = sent.Text("last_name") ?? contact.LastName;
        contact.Phone = sent.Text("phone") ?? contact.Phone;
        writes.SetByName(contact, default);
        SetCompany(contact, sent.Text("customer_acct_name"));
        foreach (var field in sent.Items("fields"))
        {
            if (field.Int("id") is { } id && state.Fields.ContainsKey(id))
            {
                state.SetValue(contact, id, field.Text("value") ?? string.Empty);
            }
        }

        foreach (var tag in sent.Items("tags"))
        {
            state.AddTag(contact, state.FindTag(tag.AsText()) ?? state.AddTag(tag.AsText()));
        }

        SetLists(contact, sent);
        return contact;
    }

    /// <summary>Who works for a company already stays there.</summary>
    private void SetCompany(AcContact contact, string? name)
    {
        if (!string.IsNullOrWhiteSpace(name) && contact.Account is null)
        {
            state.Sales.Link(state.Sales.FindAccount(name) ?? state.Sales.AddAccount(name), contact, string.Empty);
        }
    }

    /// <summary>An import cannot bring back who has unsubscribed.</summary>
    private void SetLists(AcContact contact, JsonElement sent)
    {
        foreach (var (name, status) in new[] { ("subscribe", 1), ("unsubscribe", 2) })
        {
            foreach (var item in sent.Items(name))
            {
                var optedOut = contact.Lists.Exists(link => link.List.Id == item.Int("listid") && link.Status == 2);
                if (item.Int("listid") is { } id && state.Lists.TryGetValue(id, out var list) && !optedOut)
                {
                    state.SetList(contact, list, status);
                }
            }
        }
    }
}
