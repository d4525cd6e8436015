using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Contact custom fields and their values.</summary>
internal sealed class AcFields(AcState state, AcContactJson contactJson, AcEmitter emitter)
{
    private static readonly HashSet<string> Types =
        ["text", "textarea", "date", "datetime", "dropdown", "listbox", "radio", "checkbox", "hidden", "number"];

    public void List(Call call)
    {
        var perstag = call.Query["filters[perstag]"];
        var found = state.Fields.Values
            .Where(field => perstag is null || field.Perstag.Equals(perstag, StringComparison.OrdinalIgnoreCase)).ToList();
        var cut = AcPage.Of(call, AcPage.Most).Cut(found);
        var json = call.Json;
        json.WriteStartObject();
        WriteOptions(json, cut);
        WriteRelations(json, cut);
        json.WriteStartArray("fields");
        cut.ForEach(field => Write(json, field));
        json.WriteEndArray();
        json.WriteStartObject("meta");
        json.Id("total", found.Count);
        json.WriteNull("selected");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void One(Call call, AcField field)
    {
        call.Json.WriteStartObject();
        WriteOptions(call.Json, [field]);
        WriteRelations(call.Json, [field]);
        call.Json.WritePropertyName("field");
        Write(call.Json, field);
        call.Json.WriteEndObject();
    }

    public void Create(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("field", out var sent))
        {
            call.MissingAttribute("field");
            return;
        }

        var title = sent.Text("title") ?? string.Empty;
        var type = sent.Text("type") ?? string.Empty;
        if (title.Length == 0 || !Types.Contains(type))
        {
            call.Invalid(title.Length == 0 ? "The field title was not provided." : "The field type is not valid.",
                title.Length == 0 ? "field_missing" : "field_invalid", title.Length == 0 ? "title" : "type");
            return;
        }

        if (state.FindField(sent.Text("perstag") is { Length: > 0 } tag ? tag : title) is not null)
        {
            call.Invalid("The personalization tag is already in use.", "duplicate", "perstag");
            return;
        }

        call.Status = 201;
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("field");
        Write(call.Json, state.AddField(title, sent.Text("perstag"), type, []));
        call.Json.WriteEndObject();
    }

    /// <summary>Without a relation the user interface does not show a field; the API never asks for one.</summary>
    public static void Relate(Call call)
    {
        call.TryJson(out var root);
        root.Has("fieldRel", out var sent);
        call.Status = 201;
        call.Json.WriteStartObject();
        call.Json.WriteStartObject("fieldRel");
        call.Json.WriteString("field", sent.Text("field"));
        call.Json.WriteString("relid", sent.Text("relid") ?? "0");
        call.Json.WriteString("dorder", "0");
        call.Json.NoLinks();
        call.Json.WriteString("id", sent.Text("field"));
        call.Json.WriteEndObject();
        call.Json.WriteEndObject();
    }

    /// <summary>Upsert on contact and field.</summary>
    public void SetValue(Call call)
    {
        if (!call.TryJson(out var root) || !root.Has("fieldValue", out var sent))
        {
            call.MissingAttribute("fieldValue");
        }
        else if (sent.Int("field") is not { } id || !state.Fields.ContainsKey(id))
        {
            call.Invalid("Field id not valid", "field_invalid", "field");
        }
        else if (state.Find(sent.Int("contact")) is not { } contact)
        {
            call.Missing("Subscriber", sent.Text("contact") ?? "");
        }
        else
        {
            SetValue(call, contact, id, sent);
        }
    }

    public void Change(Call call, AcFieldValue held)
    {
        call.TryJson(out var root);
        root.Has("fieldValue", out var sent);
        SetValue(call, held.Contact, held.Field, sent);
    }

    public void Delete(Call call, AcFieldValue held)
    {
        held.Contact.Values.Remove(held);
        held.Contact.Updated = state.Now;
        state.FieldValues.Remove(held.Id);
        call.Json.WriteStartObject();
        call.Json.WriteEndObject();
        emitter.Fire("update", "api", held.Contact);
    }

    public void ListValues(Call call)
    {
        var field = call.Query.Number("filters[fieldid]");
        var text = call.Query["filters[val]"];
        var found = state.FieldValues.Values
            .Where(value => (field is null || value.Field == field) && (text is null || value.Value == text)).ToList();
        call.Json.WriteStartObject();
        contactJson.WriteValues(call.Json, AcPage.Of(call).Cut(found));
        call.Json.TotalMeta(found.Count);
        call.Json.WriteEndObject();
    }

    public void OneValue(Call call, AcFieldValue value)
    {
        call.Json.WriteStartObject();
        call.Json.WritePropertyName("fieldValue");
        contactJson.WriteValue(call.Json, value, null);
        call.Json.WriteEndObject();
    }

    private void SetValue(Call call, AcContact contact, int field, JsonElement sent)
    {
        var text = sent.Text("value") ?? string.Empty;
        var (value, added) = state.SetValue(contact, field, text);
        call.Status = added ? 201 : 200;
        call.Records = 1;
        var json = call.Json;
        json.WriteStartObject();
        if (added)
        {
            json.WriteStartArray("contacts");
            contactJson.WriteFull(json, contact);
            json.WriteEndArray();
        }

        json.WritePropertyName("fieldValue");
        contactJson.WriteValue(json, value, sent.Has("field", out var id) && sent.Has("value", out var raw) ? (id, raw) : null);
        json.WriteEndObject();
        emitter.Fire("update", "api", contact);
    }

    private void WriteOptions(Utf8JsonWriter json, IEnumerable<AcField> fields)
    {
        json.WriteStartArray("fieldOptions");
        foreach (var (field, option, index) in fields.SelectMany(field => field.Options.Select((text, i) => (field, text, i))))
        {
            json.WriteStartObject();
            json.Id("field", field.Id);
            json.Id("orderid", index + 1);
            json.WriteString("value", option);
            json.WriteString("label", option);
            json.WriteString("isdefault", "0");
            json.WriteString("cdate", state.Time.Iso(field.Created));
            json.WriteString("udate", state.Time.Iso(field.Created));
            json.NoLinks();
            json.Id("id", OptionId(field, index));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRelations(Utf8JsonWriter json, IEnumerable<AcField> fields)
    {
        json.WriteStartArray("fieldRels");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.Id("field", field.Id);
            json.WriteString("relid", "0");
            json.WriteString("dorder", "0");
            json.WriteNull("cdate");
            json.EmptyArray("links");
            json.Id("id", field.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, AcField field)
    {
        json.WriteStartObject();
        json.WriteString("title", field.Title);
        json.WriteString("descript", "");
        json.WriteString("type", field.Type);
        json.WriteString("isrequired", "0");
        json.WriteString("perstag", field.Perstag);
        json.WriteString("defval", "");
        json.WriteString("show_in_list", "0");
        json.WriteString("rows", "0");
        json.WriteString("cols", "0");
        json.WriteString("visible", "1");
        json.WriteString("service", "");
        json.Id("ordernum", field.Id);
        json.WriteString("cdate", state.Time.Iso(field.Created));
        json.WriteString("udate", state.Time.Iso(field.Created));
        json.WriteString("created_timestamp", state.Time.Bare(field.Created));
        json.WriteString("updated_timestamp", state.Time.Bare(field.Created));
        json.WriteNull("created_by");
        json.WriteNull("updated_by");
        WriteTexts(json, "options", field.Options.Select((_, index) => OptionId(field, index).Text()));
        WriteTexts(json, "relations", [field.Id.Text()]);
        json.NoLinks();
        json.Id("id", field.Id);
        json.WriteEndObject();
    }

    private static int OptionId(AcField field, int index) => (field.Id * 100) + index;

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
