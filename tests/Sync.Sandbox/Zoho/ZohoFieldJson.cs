using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes a field as metadata tells it.</summary>
internal static class ZohoFieldJson
{
    private static readonly string[] Operations = ["web_update", "api_create", "web_create", "api_update"];
    private static readonly string[] AlwaysTrue = ["visible", "webhook", "searchable", "sortable", "filterable"];

    public static void Write(Utf8JsonWriter json, ZohoField field, Func<string, ZohoModule?> modules)
    {
        json.WriteStartObject();
        json.WriteString("id", field.Id);
        json.WriteString("api_name", field.Name);
        json.WriteString("field_label", field.Name.Replace('_', ' '));
        json.WriteString("data_type", field.Type == "tag" ? "text" : field.Type);
        json.WriteString("json_type", field.JsonType);
        json.WriteNumber("length", field.Length);
        json.WriteBoolean("system_mandatory", field.Mandatory);
        json.WriteBoolean("read_only", field.ReadOnly);
        json.WriteBoolean("field_read_only", field.ReadOnly);
        json.WriteBoolean("custom_field", field.Custom);
        Array.ForEach(AlwaysTrue, name => json.WriteBoolean(name, true));
        json.WriteBoolean("virtual_field", false);
        json.WriteNull("tooltip");
        json.WriteNull("default_value");
        WriteUniqueness(json, field);
        WriteOperations(json, field);
        WritePicks(json, field);
        WriteTarget(json, field, modules);
        json.WriteEndObject();
    }

    private static void WriteUniqueness(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartObject("unique");
        if (field.Unique)
        {
            json.WriteString("case_sensitive", "false");
        }

        json.WriteEndObject();
        if (field.External is null)
        {
            json.WriteNull("external");
            return;
        }

        json.WriteStartObject("external");
        json.WriteString("type", field.External);
        json.WriteBoolean("show", true);
        json.WriteEndObject();
    }

    private static void WriteOperations(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartObject("operation_type");
        Array.ForEach(Operations, name => json.WriteBoolean(name, !field.ReadOnly));
        json.WriteEndObject();
    }

    private static void WritePicks(Utf8JsonWriter json, ZohoField field)
    {
        json.WriteStartArray("pick_list_values");
        var number = 0;
        foreach (var pick in field.Picks)
        {
            number++;
            json.WriteStartObject();
            json.WriteString("id", $"{field.Id}{number.ToString(CultureInfo.InvariantCulture)}");
            json.WriteString("display_value", pick);
            json.WriteString("actual_value", pick);
            json.WriteString("reference_value", pick);
            json.WriteNumber("sequence_number", number);
            json.WriteString("type", "used");
            json.WriteNull("colour_code");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTarget(Utf8JsonWriter json, ZohoField field, Func<string, ZohoModule?> modules)
    {
        json.WriteStartObject("lookup");
        if (field.Target is not null)
        {
            json.WriteString("display_label", field.Target);
            json.WriteString("api_name", field.Name);
            json.WriteStartObject("module");
            json.WriteString("api_name", field.Target);
            json.WriteString("id", modules(field.Target)?.IdText);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("multiselectlookup");
        json.WriteEndObject();
    }
}
