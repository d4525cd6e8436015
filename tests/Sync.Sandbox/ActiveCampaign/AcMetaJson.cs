using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Writes values of deal and account fields.</summary>
internal static class AcMetaJson
{
    public static void Write(Utf8JsonWriter json, AcMetaValue value, AcMetaKind kind, string? name, JsonElement sent = default)
    {
        json.Open(name);
        json.WriteNumber(kind == AcMetaKind.Deal ? "dealCustomFieldMetumId" : "accountCustomFieldMetumId", value.Field.Id);
        json.WriteNumber(kind == AcMetaKind.Deal ? "dealId" : "customerAccountId", value.Owner);
        json.WriteNumber("customFieldId", value.Field.Id);
        if (kind == AcMetaKind.Account)
        {
            json.WriteNumber("accountId", value.Owner);
        }

        WriteValue(json, "fieldValue", value);
        if (sent.Has("fieldValue", out _))
        {
            WriteValue(json, "originalValue", value);
        }

        json.WriteString("fieldCurrency", value.Currency);
        json.WriteString("createdTimestamp", AcMetaFields.Utc(value.Created));
        json.WriteString("updatedTimestamp", AcMetaFields.Utc(value.Updated));
        json.NoLinks();
        json.Id("id", value.Id);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, AcMetaValue value)
    {
        if (value.IsList)
        {
            json.Texts(name, value.Texts);
        }
        else if (value.Field.Type is "number" or "currency" && decimal.TryParse(value.Text, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, value.Text);
        }
    }
}
