using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Which fields of which records have changed, and their values where a channel wants them.</summary>
internal sealed class ZohoChangeJson(ZohoJson recordJson)
{
    public void WriteValues(Utf8JsonWriter json, IReadOnlyList<ZohoChange> changes)
    {
        json.WriteStartArray("affected_values");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("record_id", change.Record.IdText);
            json.WriteStartObject("values");
            foreach (var name in change.Fields)
            {
                WriteValue(json, change, name);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteValue(Utf8JsonWriter json, ZohoChange change, string name)
    {
        json.WritePropertyName(name);
        if (name == "Record_Status__s")
        {
            json.WriteNumberValue(0);
        }
        else if (change.Module.Field(name) is { } field)
        {
            recordJson.WriteValue(json, field, field.Of(change.Record));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    public static void WriteFields(Utf8JsonWriter json, IReadOnlyList<ZohoChange> changes)
    {
        json.WriteStartArray("affected_fields");
        foreach (var change in changes)
        {
            WriteNames(json, change.Record.IdText, change.Fields);
        }

        json.WriteEndArray();
    }

    public static void WriteNames(Utf8JsonWriter json, string id, IReadOnlyList<string> names)
    {
        json.WriteStartObject();
        json.WriteStartArray(id);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
