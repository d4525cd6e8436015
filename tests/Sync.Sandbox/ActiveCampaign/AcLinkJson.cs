using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>What hangs on contacts, as the vendor writes it: values, tags, lists, scores.</summary>
internal sealed partial class AcLinkJson(AcState state)
{
    public void WriteValues(Utf8JsonWriter json, IReadOnlyList<AcFieldValue> values)
    {
        json.WriteStartArray("fieldValues");
        foreach (var value in values)
        {
            WriteValue(json, value, null);
        }

        json.WriteEndArray();
    }

    /// <summary>A stored value reads back as text; right after a write the answer has the type that was sent.</summary>
    public void WriteValue(Utf8JsonWriter json, AcFieldValue value, (JsonElement Field, JsonElement Value)? sent)
    {
        json.WriteStartObject();
        json.Id("contact", value.Contact.Id);
        if (sent is { } echo)
        {
            json.Echo("field", echo.Field);
            json.Echo("value", echo.Value);
        }
        else
        {
            json.Id("field", value.Field);
            json.WriteString("value", value.Value);
        }

        json.WriteString("cdate", state.Time.Iso(value.Created));
        json.WriteString("udate", state.Time.Iso(value.Updated));
        json.NoLinks();
        json.Id("owner", value.Contact.Id);
        json.Id("id", value.Id);
        json.WriteEndObject();
    }

    public void WriteTagLinks(Utf8JsonWriter json, AcContact contact)
    {
        json.WriteStartArray("contactTags");
        foreach (var link in contact.Tags)
        {
            json.WriteStartObject();
            WriteTagLink(json, link);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void WriteTagLink(Utf8JsonWriter json, AcTagLink link)
    {
        json.Id("contact", link.Contact.Id);
        json.Id("tag", link.Tag.Id);
        json.WriteString("cdate", state.Time.Iso(link.Created));
        json.WriteString("created_timestamp", state.Time.Bare(link.Created));
        json.WriteString("updated_timestamp", state.Time.Bare(link.Created));
        json.WriteNull("created_by");
        json.WriteNull("updated_by");
        json.NoLinks();
        json.Id("id", link.Id);
    }

    public void WriteScores(Utf8JsonWriter json, IEnumerable<AcContact> contacts) =>
        json.Each("scoreValues", contacts, contact => WriteScore(json, contact));

    /// <summary>Nothing for a contact without a score.</summary>
    public void WriteScore(Utf8JsonWriter json, AcContact contact)
    {
        if (contact.Score is not { } score)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("score", "1");
        json.Id("contact", contact.Id);
        json.WriteNull("deal");
        json.WriteString("cdate", state.Time.Iso(contact.Created));
        json.WriteString("mdate", state.Time.Iso(contact.Updated));
        json.Id("scoreValue", score);
        json.NoLinks();
        json.Id("id", contact.Id);
        json.WriteEndObject();
    }
}
