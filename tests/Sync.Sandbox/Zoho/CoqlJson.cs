using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Writes values as a query's answer shows them: a lookup is only its id unless the query joins.</summary>
internal static class CoqlJson
{
    public static void Write(Utf8JsonWriter json, ZohoJson recordJson, CoqlColumn column, object? value)
    {
        switch (value)
        {
            case ZohoRecord other: WriteId(json, other.IdText); break;
            case ZohoUser user: WriteId(json, user.Id.ToString(CultureInfo.InvariantCulture)); break;
            case long id when column.Field is null: json.WriteStringValue(id.ToString(CultureInfo.InvariantCulture)); break;
            case null when column.Field is null: json.WriteNullValue(); break;
            default: recordJson.WriteValue(json, column.Field!, value); break;
        }
    }

    /// <summary>A count is a whole number, and what cannot be reckoned is null.</summary>
    public static void Write(Utf8JsonWriter json, double? number)
    {
        if (number is not { } known)
        {
            json.WriteNullValue();
        }
        else if (known == Math.Truncate(known))
        {
            json.WriteNumberValue((long)known);
        }
        else
        {
            json.WriteNumberValue(known);
        }
    }

    private static void WriteId(Utf8JsonWriter json, string id)
    {
        json.WriteStartObject();
        json.WriteString(ZohoNames.Id, id);
        json.WriteEndObject();
    }
}
