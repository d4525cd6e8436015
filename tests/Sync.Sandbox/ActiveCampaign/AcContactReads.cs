using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Reads of /contacts, with what a caller wants beside them.</summary>
internal sealed class AcContactReads(AcState state, AcContactJson contactJson, AcSideloads sideloads)
{
    private readonly AcContactFilter _filter = new(state);

    public void List(Call call)
    {
        var page = AcPage.Of(call);
        var found = _filter.Find(call);
        var cut = page.Cut(found);
        call.Records = cut.Count;
        call.Answer(200, json =>
        {
            contactJson.WriteScores(json, cut);
            sideloads.Write(json, call.Query["include"], cut, ["scoreValues"]);
            json.Each("contacts", cut, contact => contactJson.WriteFull(json, contact, each =>
            {
                each.EmptyArray("scoreValues");
                each.Texts("accountContacts", contact.Account is { } link ? [link.Id.Text()] : []);
            }));
            WriteMeta(json, call, page, found.Count);
        });
    }

    /// <summary>Siblings beside the contact; tags are not among them unless they are asked for.</summary>
    public void One(Call call, AcContact contact)
    {
        call.Records = 1;
        string[] always = ["contactAutomations", "contactLists", "deals", "fieldValues", "geoIps", "geoAddresses", "accountContacts"];
        call.Answer(200, json =>
        {
            foreach (var name in always)
            {
                sideloads.Write(json, name, contact);
            }

            sideloads.Write(json, call.Query["include"], [contact], always);
            json.WritePropertyName("contact");
            contactJson.WriteFull(json, contact, each =>
            {
                each.Texts("contactLists", contact.Lists.Select(link => link.Id.Text()));
                each.Texts("fieldValues", contact.Values.Select(value => value.Id.Text()));
                each.Texts("contactAutomations", contact.Automations.Select(run => run.Id.Text()));
                each.Texts("deals", state.Sales.Deals.Values.Where(deal => deal.Contact == contact).Select(deal => deal.Id.Text()));
                each.Texts("accountContacts", contact.Account is { } link ? [link.Id.Text()] : []);
            });
        });
    }

    /// <summary>What hangs on a contact, without any meta.</summary>
    public void SubResource(Call call, AcContact contact, string name) => call.Answer(200, json => sideloads.Write(json, name, contact));

    private static void WriteMeta(Utf8JsonWriter json, Call call, AcPage page, int total)
    {
        json.WriteStartObject("meta");
        json.WriteStartObject("page_input");
        json.WriteNull("segmentid");
        json.WriteNumber("formid", 0);
        json.WriteNumber("listid", call.Query.Number("listid") ?? 0);
        json.WriteNumber("tagid", call.Query.Number("tagid") ?? 0);
        json.WriteNumber("limit", page.Limit);
        json.WriteNumber("offset", page.Offset);
        json.WriteString("search", call.Query["search"]);
        json.WriteNull("sort");
        json.WriteNumber("seriesid", 0);
        json.WriteNumber("waitid", 0);
        json.WriteNumber("status", call.Query.Number("status") ?? -1);
        json.WriteNumber("forceQuery", 0);
        json.WriteString("cacheid", "a93c1f0e5b7d4c26");
        json.WriteEndObject();
        json.Id("total", total);
        json.WriteBoolean("sortable", true);
        json.WriteEndObject();
    }
}
