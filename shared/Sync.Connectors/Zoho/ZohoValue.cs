using System.Globalization;
using System.Text.Json;

namespace Sync.Connectors.Zoho;

/// <summary>Turns text into what a field of a certain data type takes. Text that does not fit is sent as it is, so that Zoho's own
/// refusal names the field. Source: "Field Types", data_type and json_type.</summary>
internal static class ZohoValue
{
    public static void Write(Utf8JsonWriter json, string? dataType, string? value)
    {
        // Unlike text, numbers and choices have no empty form but null.
        if (value is null || (value.Length == 0 && dataType is not null))
        {
            json.WriteNullValue();
            return;
        }

        switch (dataType)
        {
            case "boolean" when Truth(value) is { } truth:
                json.WriteBooleanValue(truth);
                break;
            case "integer" when long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole):
                json.WriteNumberValue(whole);
                break;
            case "double" or "currency" or "percent"
                when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                json.WriteNumberValue(number);
                break;
            case "multiselectpicklist":
                WriteChoices(json, value);
                break;
            case "lookup" or "ownerlookup" or "userlookup":
                json.WriteStartObject();
                json.WriteString("id", value);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value);
                break;
        }
    }

    private static void WriteChoices(Utf8JsonWriter json, string value)
    {
        json.WriteStartArray();
        var separator = value.Contains("||", StringComparison.Ordinal) ? "||" : ";";
        foreach (var choice in value.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            json.WriteStringValue(choice);
        }

        json.WriteEndArray();
    }

    private static bool? Truth(string value) => value.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };
}
