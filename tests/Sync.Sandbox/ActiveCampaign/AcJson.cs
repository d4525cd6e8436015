using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The vendor's habits of writing: ids and booleans are strings.</summary>
internal static class AcJson
{
    public static string Text(this int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Opens an object: as a member when it has a name, else as an element.</summary>
    public static void Open(this Utf8JsonWriter json, string? name)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartObject();
    }

    public static void Id(this Utf8JsonWriter json, string name, int id) => json.WriteString(name, id.Text());

    public static void NoLinks(this Utf8JsonWriter json)
    {
        json.WriteStartObject("links");
        json.WriteEndObject();
    }

    /// <summary>A member with the JSON type that the caller sent.</summary>
    public static void Echo(this Utf8JsonWriter json, string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    public static void EmptyArray(this Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    /// <summary>The total is a string for contacts, tags, lists, fields and webhooks.</summary>
    public static void TotalMeta(this Utf8JsonWriter json, int total)
    {
        json.WriteStartObject("meta");
        json.Id("total", total);
        json.WriteEndObject();
    }
}
