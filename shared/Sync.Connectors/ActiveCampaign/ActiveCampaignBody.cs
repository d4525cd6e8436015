using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A contact as the API takes it.</summary>
internal static class ActiveCampaignBody
{
    /// <param name="record">Its fields are known to exist.</param>
    /// <param name="numbers">Numbers of its custom fields.</param>
    public static ReadOnlyMemory<byte> Of(TargetRecord record, IReadOnlyDictionary<string, string> numbers) => JsonBody.Of(json =>
    {
        json.WriteStartObject("contact");
        WriteCore(json, record);
        WriteCustom(json, record, numbers);
        json.WriteEndObject();
    });

    // An empty text is how a value is cleared; null would be left as it is.
    private static void WriteCore(Utf8JsonWriter json, TargetRecord record)
    {
        if (record.RecordId is null)
        {
            json.WriteString("email", record.Email.Trim());
        }

        foreach (var (name, value) in record.Fields)
        {
            if (ActiveCampaignNames.ToApi(name) is { } api && !(record.RecordId is null && name == "email"))
            {
                json.WriteString(api, value ?? "");
            }
        }
    }

    private static void WriteCustom(Utf8JsonWriter json, TargetRecord record, IReadOnlyDictionary<string, string> numbers)
    {
        var custom = record.Fields.Where(field => numbers.ContainsKey(field.Key)).ToList();
        if (custom.Count == 0)
        {
            return;
        }

        json.WriteStartArray("fieldValues");
        foreach (var (name, value) in custom)
        {
            json.WriteStartObject();
            json.WriteString("field", numbers[name]);
            json.WriteString("value", value ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
