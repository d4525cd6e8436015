using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Contacts as the vendor writes them.</summary>
internal sealed class AcContactJson(AcState state, AcLinkJson links)
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
        links.WriteValues(each, contact.Values);
        links.WriteTagLinks(each, contact);
        links.WriteListLinks(each, contact);
        links.WriteScores(each, [contact]);
    });

    public void WriteScores(Utf8JsonWriter json, IEnumerable<AcContact> contacts) => links.WriteScores(json, contacts);

    private void WriteCore(Utf8JsonWriter json, AcContact contact)
    {
        var at = contact.Email.IndexOf('@', StringComparison.Ordinal);
        json.WriteString("cdate", state.Time.Iso(contact.Created));
        json.WriteString("email", contact.Email);
        json.WriteString("phone", contact.Phone);
        json.WriteString("firstName", contact.FirstName);
        json.WriteString("lastName", contact.LastName);
        json.Id("orgid", contact.Account?.Account.Id ?? 0);
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
