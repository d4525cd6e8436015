using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>Records of one call. Pure.</summary>
internal static class ZohoRecordBody
{
    /// <param name="records">Values by field, and what no text can stand for.</param>
    /// <param name="types">Types of the fields.</param>
    /// <param name="trigger">Which of Zoho's automations may run. If it is absent all do.</param>
    /// <param name="checks">Fields by which an upsert finds a record; null where it is none.</param>
    public static ReadOnlyMemory<byte> Of(
        IEnumerable<(IEnumerable<KeyValuePair<string, string?>> Fields, Action<Utf8JsonWriter>? More)> records,
        IReadOnlyDictionary<string, string> types, IReadOnlyList<string> trigger, string? checks = null) => JsonBody.Of(json =>
    {
        json.WriteStartArray("data");
        foreach (var (fields, more) in records)
        {
            json.WriteStartObject();
            foreach (var (field, value) in fields)
            {
                json.WritePropertyName(field);
                ZohoValue.Write(json, types.GetValueOrDefault(field), value);
            }

            more?.Invoke(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "trigger", trigger);
        if (checks is not null)
        {
            WriteTexts(json, "duplicate_check_fields", [checks]);
        }
    });

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
