using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Related records: as siblings of contacts (<c>include=contactTags.tag,contactLists</c>) and as sub-resources of one.</summary>
internal sealed class AcSideloads(
    AcState state, AcLinkJson linkJson, AcTags tags, AcNoteJson noteJson, AcDealJson dealJson, AcAutomations automations, AcAccountContacts accountContacts,
    AcContactDeals contactDeals)
{
    /// <summary>Writes what the list of names asks for and has not been written already; unknown names are ignored.</summary>
    public void Write(Utf8JsonWriter json, string? include, IReadOnlyList<AcContact> contacts, IReadOnlyCollection<string> written)
    {
        var names = (include ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var name in names.Select(each => each.Split('.')[0]).Distinct().Where(each => !written.Contains(each) && Writer(json, each) is not null))
        {
            json.WriteStartArray(name);
            foreach (var contact in contacts)
            {
                Writer(json, name)!(contact);
            }

            json.WriteEndArray();
        }

        if (names.Contains("contactTags.tag"))
        {
            json.Each("tags", contacts.SelectMany(contact => contact.Tags).Select(link => link.Tag).Distinct(), tag => tags.Write(json, tag, null));
        }
    }

    /// <summary>One kind of related records of one contact; empty for a kind that the sandbox does not keep.</summary>
    public void Write(Utf8JsonWriter json, string name, AcContact contact)
    {
        json.WriteStartArray(name);
        Writer(json, name)?.Invoke(contact);
        json.WriteEndArray();
    }

    private Action<AcContact>? Writer(Utf8JsonWriter json, string name) => name switch
    {
        "contactTags" => contact => contact.Tags.ForEach(link =>
        {
            json.WriteStartObject();
            linkJson.WriteTagLink(json, link);
            json.WriteEndObject();
        }),
        "contactLists" => contact => contact.Lists.ForEach(link => linkJson.WriteListLink(json, link, null, null)),
        "fieldValues" => contact => contact.Values.ForEach(value => linkJson.WriteValue(json, value, null)),
        "scoreValues" => contact => linkJson.WriteScore(json, contact),
        "notes" => contact => contact.Notes.ForEach(note => noteJson.Write(json, note, null)),
        "contactAutomations" => contact => contact.Automations.ForEach(run => automations.WriteRun(json, run, null)),
        "accountContacts" => contact =>
        {
            if (contact.Account is { } link)
            {
                accountContacts.Write(json, link, null);
            }
        },
        "deals" => contact => DealsOf(contact).ForEach(deal => dealJson.Write(json, deal, null)),
        "contactDeals" => contact => LinksOf(contact).ForEach(link => contactDeals.Write(json, link, null)),
        _ => null,
    };

    private List<AcDeal> DealsOf(AcContact contact) =>
        [.. state.Sales.Deals.Values.Where(deal => deal.Contact == contact || LinksOf(contact).Exists(link => link.Deal == deal))];

    private List<AcContactDeal> LinksOf(AcContact contact) => [.. state.Sales.ContactDeals.Values.Where(link => link.Contact == contact)];
}
