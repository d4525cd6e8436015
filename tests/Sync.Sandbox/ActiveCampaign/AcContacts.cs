using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>/contacts and /contact/sync.</summary>
internal sealed class AcContacts(AcState state, AcContactJson contactJson, AcContactWrites writes, AcEmitter emitter)
{
    private readonly AcContactFilter _filter = new(state);

    /// <summary>Upsert by e-mail: 201 for a new contact, 200 with the full record for a known one.</summary>
    public void Sync(Call call)
    {
        if (!TryBody(call, out var sent))
        {
            return;
        }

        var email = sent.Text("email")?.Trim();
        if (string.IsNullOrEmpty(email))
        {
            call.Refused(400, "Bad Request", "Contact email must be provided for sync");
        }
        else if (!EmailAddress.IsValid(email))
        {
            call.BadEmail();
        }
        else if (state.Find(email) is { } known)
        {
            Update(call, known, sent);
        }
        else
        {
            Insert(call, email, sent);
        }
    }

    public void Create(Call call)
    {
        if (!TryBody(call, out var sent))
        {
            return;
        }

        var email = sent.Text("email")?.Trim() ?? string.Empty;
        if (email.Length == 0 && sent.Text("allowNullEmail") is null)
        {
            call.Invalid("Contact Email Address is required.", "field_missing", "email");
        }
        else if (email.Length > 0 && !EmailAddress.IsValid(email))
        {
            call.BadEmail();
        }
        else if (state.Find(email) is not null)
        {
            call.Duplicate();
        }
        else
        {
            Insert(call, email, sent);
        }
    }

    public void Change(Call call, AcContact contact)
    {
        if (!TryBody(call, out var sent))
        {
            return;
        }

        var email = sent.Text("email")?.Trim();
        if (email is { Length: > 0 } && !EmailAddress.IsValid(email))
        {
            call.BadEmail();
            return;
        }

        if (email is { Length: > 0 } && state.Find(email) is { } other && other != contact)
        {
            call.Duplicate();
            return;
        }

        if (email is { Length: > 0 })
        {
            state.Rename(contact, email);
        }

        Update(call, contact, sent);
    }

    public void List(Call call)
    {
        var page = AcPage.Of(call);
        var found = _filter.Find(call);
        var cut = page.Cut(found);
        call.Records = cut.Count;
        var json = call.Json;
        json.WriteStartObject();
        contactJson.WriteScores(json, cut);
        json.WriteStartArray("contacts");
        foreach (var contact in cut)
        {
            contactJson.WriteFull(json, contact, WriteListOnly);
        }

        json.WriteEndArray();
        WriteMeta(json, call, page, found.Count);
        json.WriteEndObject();
    }

    /// <summary>Siblings beside the contact; tags are not among them.</summary>
    public void One(Call call, AcContact contact)
    {
        call.Records = 1;
        var json = call.Json;
        json.WriteStartObject();
        json.EmptyArray("contactAutomations");
        contactJson.WriteListLinks(json, contact);
        json.EmptyArray("deals");
        contactJson.WriteValues(json, contact.Values);
        json.EmptyArray("geoIps");
        json.EmptyArray("geoAddresses");
        json.EmptyArray("accountContacts");
        json.WritePropertyName("contact");
        contactJson.WriteFull(json, contact, each =>
        {
            WriteIds(each, "contactLists", contact.Lists.Select(link => link.Id));
            WriteIds(each, "fieldValues", contact.Values.Select(value => value.Id));
        });
        json.WriteEndObject();
    }

    /// <summary>Deleting is final, frees the e-mail and tells no webhook.</summary>
    public void Delete(Call call, AcContact contact)
    {
        state.Delete(contact);
        call.Records = 1;
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
    }

    public void SubResource(Call call, AcContact contact, string name)
    {
        var json = call.Json;
        json.WriteStartObject();
        switch (name)
        {
            case "contactTags": contactJson.WriteTagLinks(json, contact); break;
            case "contactLists": contactJson.WriteListLinks(json, contact); break;
            case "fieldValues": contactJson.WriteValues(json, contact.Values); break;
            case "scoreValues": contactJson.WriteScores(json, [contact]); break;
            case "notes": AcNotes.WriteAll(json, state, contact); break;
            default: json.EmptyArray(name); break;
        }

        json.WriteEndObject();
    }

    private static bool TryBody(Call call, out JsonElement contact)
    {
        contact = default;
        if (call.TryJson(out var root) && root.Has("contact", out contact) && contact.ValueKind == JsonValueKind.Object)
        {
            call.Records = 1;
            return true;
        }

        call.MissingAttribute("contact");
        return false;
    }

    private void Insert(Call call, string email, JsonElement sent)
    {
        var contact = state.Create(email);
        writes.SetCore(contact, sent);
        var touched = writes.SetValues(contact, sent);
        call.Status = 201;
        var json = call.Json;
        json.WriteStartObject();
        WriteTouched(json, touched);
        contactJson.WriteShort(json, contact, [.. touched.Select(each => each.Value)]);
        json.WriteEndObject();
        emitter.Fire("subscribe", "api", contact);
    }

    private void Update(Call call, AcContact contact, JsonElement sent)
    {
        writes.SetCore(contact, sent);
        var touched = writes.SetValues(contact, sent);
        var json = call.Json;
        json.WriteStartObject();
        WriteTouched(json, touched);
        json.WritePropertyName("contact");
        contactJson.WriteFull(json, contact);
        json.WriteEndObject();
        emitter.Fire("update", "api", contact);
    }

    /// <summary>The sideload appears only when values were sent.</summary>
    private void WriteTouched(Utf8JsonWriter json, List<(AcFieldValue Value, JsonElement Field, JsonElement Sent)> touched)
    {
        if (touched.Count == 0)
        {
            return;
        }

        json.WriteStartArray("fieldValues");
        foreach (var (value, field, sent) in touched)
        {
            contactJson.WriteValue(json, value, (field, sent));
        }

        json.WriteEndArray();
    }

    private static void WriteListOnly(Utf8JsonWriter json)
    {
        json.EmptyArray("scoreValues");
        json.EmptyArray("accountContacts");
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<int> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id.Text());
        }

        json.WriteEndArray();
    }

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
