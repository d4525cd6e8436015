using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Contacts and what hangs on them, as the vendor writes them.</summary>
internal sealed class AcContactJson(AcState state)
{
    private static readonly string[] SubResources =
        ["bounceLogs", "contactAutomations", "contactData", "contactGoals", "contactLists", "contactLogs", "contactTags", "contactDeals",
         "deals", "fieldValues", "geoIps", "notes", "organization", "plusAppend", "trackingLogs", "scoreValues", "accountContacts",
         "automationEntryCounts"];

    private static readonly string[] AlwaysNull =
        ["sms_consent_updated_at", "whatsapp_id", "whatsapp_username", "last_click_date", "last_open_date",
         "last_mpp_open_date", "best_send_hour", "created_by", "updated_by"];

    /// <summary>The short form that answers a create.</summary>
    public void WriteShort(Utf8JsonWriter json, AcContact contact, IReadOnlyList<AcFieldValue> touched)
    {
        json.WriteStartObject("contact");
        json.WriteString("email", contact.Email);
        json.WriteString("firstName", contact.FirstName);
        json.WriteString("lastName", contact.LastName);
        json.WriteString("phone", contact.Phone);
        json.WriteString("cdate", state.Time.Iso(contact.Created));
        json.WriteString("udate", state.Time.Iso(contact.Updated));
        json.WriteString("orgid", "0");
        json.WriteString("orgname", contact.OrgName);
        json.NoLinks();
        if (touched.Count > 0)
        {
            json.WriteStartArray("fieldValues");
            foreach (var value in touched)
            {
                json.WriteStringValue(value.Id.Text());
            }

            json.WriteEndArray();
        }

        json.Id("id", contact.Id);
        json.WriteNull("organization");
        json.WriteEndObject();
    }

    /// <summary>Every key of a contact; the caller may add members before closing the object.</summary>
    public void WriteFull(Utf8JsonWriter json, AcContact contact, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        WriteCore(json, contact);
        WriteStamps(json, contact);
        WriteState(json, contact);
        WriteLinks(json, contact);
        json.Id("id", contact.Id);
        json.WriteNull("organization");
        more?.Invoke(json);
        json.WriteEndObject();
    }

    /// <summary>The full record together with its values, tags and lists.</summary>
    public void WriteWithAll(Utf8JsonWriter json, AcContact contact) => WriteFull(json, contact, each =>
    {
        WriteValues(each, contact.Values);
        WriteTagLinks(each, contact);
        WriteListLinks(each, contact);
        WriteScores(each, [contact]);
    });

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

    public void WriteScores(Utf8JsonWriter json, IEnumerable<AcContact> contacts)
    {
        json.WriteStartArray("scoreValues");
        foreach (var contact in contacts.Where(each => each.Score is not null))
        {
            json.WriteStartObject();
            json.WriteString("score", "1");
            json.Id("contact", contact.Id);
            json.WriteNull("deal");
            json.WriteString("cdate", state.Time.Iso(contact.Created));
            json.WriteString("mdate", state.Time.Iso(contact.Updated));
            json.WriteString("scoreValue", contact.Score!.Value.Text());
            json.NoLinks();
            json.Id("id", contact.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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

    private void WriteCore(Utf8JsonWriter json, AcContact contact)
    {
        var at = contact.Email.IndexOf('@', StringComparison.Ordinal);
        json.WriteString("cdate", state.Time.Iso(contact.Created));
        json.WriteString("email", contact.Email);
        json.WriteString("phone", contact.Phone);
        json.WriteString("firstName", contact.FirstName);
        json.WriteString("lastName", contact.LastName);
        json.WriteString("orgid", "0");
        json.WriteString("orgname", contact.OrgName);
        json.WriteString("segmentio_id", "");
        json.WriteString("hash", (contact.Id * 2_654_435_761L).ToString("x16", CultureInfo.InvariantCulture) + "c0ffee00c0ffee00");
        json.WriteString("email_local", at < 0 ? "" : contact.Email[..at]);
        json.WriteString("email_domain", at < 0 ? "" : contact.Email[(at + 1)..]);
    }

    private void WriteStamps(Utf8JsonWriter json, AcContact contact)
    {
        json.WriteString("adate", state.Time.Iso(contact.Updated));
        json.WriteString("udate", state.Time.Iso(contact.Updated));
        json.WriteNull("edate");
        json.WriteNull("deleted_at");
        // Named UTC by the vendor, yet Central wall clock like the others.
        json.WriteString("created_utc_timestamp", state.Time.Bare(contact.Created));
        json.WriteString("updated_utc_timestamp", state.Time.Bare(contact.Updated));
        json.WriteString("created_timestamp", state.Time.Bare(contact.Created));
        json.WriteString("updated_timestamp", state.Time.Bare(contact.Updated));
    }

    private static void WriteState(Utf8JsonWriter json, AcContact contact)
    {
        json.WriteString("bounced_hard", "0");
        json.WriteString("bounced_soft", "0");
        json.WriteNull("bounced_date");
        json.WriteString("ip", "0");
        json.WriteNull("ua");
        json.WriteNull("socialdata_lastcheck");
        json.WriteString("sentcnt", "0");
        json.WriteNull("rating_tstamp");
        json.WriteString("gravatar", "0");
        json.WriteString("deleted", contact.Deleted ? "1" : "0");
        json.WriteString("anonymized", "0");
        json.WriteString("mpp_tracking", "0");
        json.WriteString("sms_consent", "0");
        foreach (var name in AlwaysNull)
        {
            json.WriteNull(name);
        }
    }

    private static void WriteLinks(Utf8JsonWriter json, AcContact contact)
    {
        json.WriteStartObject("links");
        foreach (var name in SubResources)
        {
            json.WriteString(name, $"/api/3/contacts/{contact.Id}/{name}");
        }

        json.WriteEndObject();
    }
}
