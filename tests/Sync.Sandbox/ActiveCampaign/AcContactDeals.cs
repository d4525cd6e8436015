using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/contactDeals: contacts that take part in a deal beside its own.</summary>
internal sealed class AcContactDeals(AcState state)
{
    public void List(Call call) =>
        call.Page("contactDeals", [.. state.Sales.ContactDeals.Values], link => Write(call.Json, link, null), totalIsNumber: true);

    public void One(Call call, AcContactDeal link) => call.Answer(200, json => Write(json, link, "contactDeal"));

    public void Create(Call call)
    {
        if (!call.TryMember("contactDeal", out var sent))
        {
            return;
        }

        if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Invalid("The contact is not valid.", "related_missing", "contact");
        }
        else if (!state.Sales.Deals.TryGetValue(sent.Int("deal") ?? 0, out var deal))
        {
            call.Invalid("The deal is not valid.", "related_missing", "deal");
        }
        else
        {
            var link = new AcContactDeal(state.Sales.NextId(), deal, contact, sent.Text("role") ?? "", state.Now);
            state.Sales.ContactDeals[link.Id] = link;
            call.Answer(201, json => Write(json, link, "contactDeal"));
        }
    }

    public void Delete(Call call, AcContactDeal link)
    {
        state.Sales.ContactDeals.Remove(link.Id);
        call.Nothing();
    }

    public void Write(Utf8JsonWriter json, AcContactDeal link, string? name)
    {
        json.Open(name);
        json.Id("deal", link.Deal.Id);
        json.Id("contact", link.Contact.Id);
        json.WriteString("role", link.Role);
        json.WriteString("cdate", state.Time.Iso(link.Created));
        json.NoLinks();
        json.Id("id", link.Id);
        json.WriteEndObject();
    }
}
