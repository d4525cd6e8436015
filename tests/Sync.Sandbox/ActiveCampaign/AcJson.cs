using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

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

    /// <summary>Answers to a write repeat what was sent, in its type; what was not sent is shown as it is kept.</summary>
    public static void EchoOr(this Utf8JsonWriter json, JsonElement sent, string name, string? held)
    {
        if (sent.Has(name, out var value))
        {
            json.Echo(name, value);
        }
        else
        {
            json.WriteString(name, held);
        }
    }

    public static void EmptyArray(this Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static void Each<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    /// <summary>The total is a string for contacts, tags, lists, fields, accounts, automations and webhooks.</summary>
    public static void TotalMeta(this Utf8JsonWriter json, int total)
    {
        json.WriteStartObject("meta");
        json.Id("total", total);
        json.WriteEndObject();
    }

    /// <summary>The total is a number for deals, their pipelines and stages, notes and custom-field data.</summary>
    public static void NumberMeta(this Utf8JsonWriter json, int total)
    {
        json.WriteStartObject("meta");
        json.WriteNumber("total", total);
        json.WriteEndObject();
    }
}
