using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>A record of the API in its envelope, e.g. <c>{"note":{…}}</c>.</summary>
internal static class ActiveCampaignEnvelope
{
    public static ReadOnlyMemory<byte> Of(
        string envelope, IEnumerable<KeyValuePair<string, string?>> members, Action<Utf8JsonWriter>? more = null) => JsonBody.Of(json =>
    {
        json.WriteStartObject(envelope);
        foreach (var (name, value) in members)
        {
            json.WriteString(name, value ?? "");
        }

        more?.Invoke(json);
        json.WriteEndObject();
    });

    /// <summary>Values of custom fields of deals and accounts. Several choices are a list here, unlike with contacts.</summary>
    /// <param name="values">Field and value.</param>
    /// <param name="currency">Of the deal; amounts of money go in its smallest unit.</param>
    public static void WriteFields(
        Utf8JsonWriter json, IReadOnlyCollection<(ActiveCampaignCrmField Field, string? Value)> values, string? currency)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray("fields");
        foreach (var (field, value) in values)
        {
            json.WriteStartObject();
            json.WriteNumber("customFieldId", int.TryParse(field.Id, CultureInfo.InvariantCulture, out var number) ? number : 0);
            json.WritePropertyName("fieldValue");
            WriteValue(json, field, value, currency);
            if (field.Type == "currency" && currency is not null)
            {
                json.WriteString("fieldCurrency", currency.ToUpperInvariant());
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, ActiveCampaignCrmField field, string? value, string? currency)
    {
        if (field.TakesSeveral)
        {
            json.WriteStartArray();
            foreach (var choice in ActiveCampaignChoices.Split(value ?? ""))
            {
                json.WriteStringValue(choice);
            }

            json.WriteEndArray();
        }
        else if (field.Type == "currency" && currency is not null
            && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
        {
            json.WriteNumberValue(new Money(amount, currency).Minor);
        }
        else
        {
            json.WriteStringValue(value ?? "");
        }
    }
}
