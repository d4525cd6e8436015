using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes which fields a preference compares.</summary>
internal static class ZohoPreferenceJson
{
    public static void WriteMappings(Utf8JsonWriter json, ZohoPreference preference)
    {
        if (preference.Mappings.Count == 0)
        {
            json.WriteNull("type_configurations");
            return;
        }

        json.WriteStartArray("type_configurations");
        foreach (var group in preference.Mappings.GroupBy(each => each.Module))
        {
            json.WriteStartObject();
            json.WriteStartArray("field_mappings");
            foreach (var (current, mapped, _) in group)
            {
                json.WriteStartObject();
                WriteNamed(json, "current_field", current.Name, current.Id);
                WriteNamed(json, "mapped_field", mapped.Name, mapped.Id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteNamed(json, "mapped_module", group.Key.Name, group.Key.IdText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, string apiName, string id)
    {
        json.WriteStartObject(name);
        json.WriteString("api_name", apiName);
        json.WriteString("id", id);
        json.WriteEndObject();
    }
}
