using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Subscriptions of contacts to lists.</summary>
internal sealed partial class AcLinkJson
{
    public void WriteListLinks(Utf8JsonWriter json, AcContact contact)
    {
        json.WriteStartArray("contactLists");
        foreach (var link in contact.Lists)
        {
            WriteListLink(json, link, null, null);
        }

        json.WriteEndArray();
    }

    public void WriteListLink(Utf8JsonWriter json, AcListLink link, JsonElement? sent, string? name)
    {
        json.Open(name);
        WriteSent(json, sent, "contact", link.Contact.Id);
        WriteSent(json, sent, "list", link.List.Id);
        json.WriteNull("form");
        json.WriteString("seriesid", "0");
        json.WriteString("sdate", link.Subscribed is { } since ? state.Time.Iso(since) : null);
        json.WriteString("udate", link.Unsubscribed is { } until ? state.Time.Iso(until) : null);
        json.Id("status", link.Status);
        json.WriteString("responder", "1");
        json.WriteString("sync", "0");
        json.WriteString("unsubreason", "");
        json.WriteNull("campaign");
        json.WriteNull("message");
        json.WriteString("first_name", link.Contact.FirstName);
        json.WriteString("last_name", link.Contact.LastName);
        json.WriteString("ip4Sub", "0");
        json.WriteString("sourceid", "4");
        json.WriteNull("autosyncLog");
        json.WriteString("ip4_last", "0");
        json.WriteString("ip4Unsub", "0");
        json.WriteString("created_timestamp", state.Time.Bare(link.Created));
        json.WriteString("updated_timestamp", state.Time.Bare(link.Created));
        json.WriteNull("created_by");
        json.WriteNull("updated_by");
        json.WriteNull("unsubscribeAutomation");
        json.WriteString("channel", "email");
        json.NoLinks();
        json.Id("id", link.Id);
        json.WriteNull("automation");
        json.WriteEndObject();
    }

    private static void WriteSent(Utf8JsonWriter json, JsonElement? sent, string name, int id)
    {
        if (sent is { } body && body.TryGetProperty(name, out var value))
        {
            json.Echo(name, value);
        }
        else
        {
            json.Id(name, id);
        }
    }
}
