using System.Globalization;
using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Reads values of deal and account fields. Choices are not checked against the options, types are.</summary>
internal static class AcMetaValues
{
    /// <summary>Sets the <c>fields</c> of a deal or account; unknown fields are ignored without a word.</summary>
    /// <returns>The labels of those that have changed.</returns>
    public static IEnumerable<string> Apply(AcSales sales, AcMetaKind kind, int owner, List<AcMetaValue> held, JsonElement sent)
    {
        var changed = new List<string>();
        foreach (var item in sent.Items("fields"))
        {
            if (sales.Fields.TryGetValue(item.Int("customFieldId") ?? 0, out var field) && field.Kind == kind
                && item.Has("fieldValue", out var raw) && TryRead(field, raw, out var texts))
            {
                var before = held.Find(value => value.Field == field)?.Texts ?? [];
                sales.SetValue(field, owner, held, texts, item.Text("fieldCurrency"));
                if (!before.SequenceEqual(texts))
                {
                    changed.Add(field.Label);
                }
            }
        }

        return changed;
    }

    /// <summary>False when the value cannot be of the field's type.</summary>
    public static bool TryRead(AcMetaField field, JsonElement raw, out IReadOnlyList<string> texts)
    {
        texts = raw.ValueKind == JsonValueKind.Array ? [.. raw.EnumerateArray().Select(JsonRead.AsText)] : [raw.AsText()];
        var text = texts.Count == 0 ? string.Empty : texts[0];
        return text.Length == 0 || field.Type switch
        {
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "datetime" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "number" or "currency" => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
    }
}
