using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes records as the API reads them out.</summary>
internal sealed class ZohoJson(ZohoState state)
{
    /// <summary>All fields of a record.</summary>
    public void Write(Utf8JsonWriter json, ZohoRecord record) => Write(json, record, record.Module.Fields);

    public void Write(Utf8JsonWriter json, ZohoRecord record, IReadOnlyList<ZohoField> fields)
    {
        json.WriteStartObject();
        foreach (var field in fields)
        {
            json.WritePropertyName(field.Key);
            WriteValue(json, field, field.Of(record));
        }

        if (record.Module.Name == "Tasks" && record.Module.Field("What_Id")!.Of(record) is ZohoRecord about)
        {
            json.WriteString("$se_module", about.Module.Name);
        }

        json.WriteString("id", record.IdText);
        json.WriteEndObject();
    }

    public void WriteValue(Utf8JsonWriter json, ZohoField field, object? value)
    {
        switch (value)
        {
            case null when field.Type == "boolean": json.WriteBooleanValue(false); break;
            case null when field.Type == "multiselectpicklist": json.WriteStartArray(); json.WriteEndArray(); break;
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case Instant instant: json.WriteStringValue(state.Time.Iso(instant.At)); break;
            case ZohoUser user: user.WriteLong(json); break;
            case ZohoRecord other: WriteLookup(json, field, other); break;
            case IReadOnlyList<string> tags when field.Type == "tag": WriteTags(json, tags); break;
            case IReadOnlyList<string> texts: WriteTexts(json, texts); break;
        }
    }

    public void WriteTags(Utf8JsonWriter json, IReadOnlyList<string> tags)
    {
        json.WriteStartArray();
        foreach (var tag in tags)
        {
            json.WriteStartObject();
            json.WriteString("name", tag);
            json.WriteString("id", state.TagId(tag));
            json.WriteNull("color_code");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLookup(Utf8JsonWriter json, ZohoField field, ZohoRecord other)
    {
        json.WriteStartObject();
        if (field.Name == "Parent_Id")
        {
            json.WriteStartObject("module");
            json.WriteString("api_name", other.Module.Name);
            json.WriteEndObject();
        }

        json.WriteString("name", other.Name);
        json.WriteString("id", other.IdText);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
