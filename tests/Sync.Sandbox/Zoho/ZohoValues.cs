using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Turns JSON into field values and back.</summary>
internal static class ZohoValues
{
    public static readonly object True = true;
    public static readonly object False = false;

    /// <summary>An id sent as text or number.</summary>
    public static bool TryId(JsonElement value, out long id)
    {
        id = 0;
        return value.ValueKind switch
        {
            JsonValueKind.String => TryId(value.GetString(), out id),
            JsonValueKind.Number => value.TryGetInt64(out id),
            _ => false,
        };
    }

    public static bool TryId(string? text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id > 0;

    public static bool Same(object? held, object? value) => ReferenceEquals(held, value) || (held, value) switch
    {
        (string[] a, string[] b) => a.AsSpan().SequenceEqual(b),
        (IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b),
        (null, _) or (_, null) => false,
        _ => held!.Equals(value),
    };

    /// <summary>Reads a plain value; lookups and owners need the state and are read elsewhere. False when the type is wrong.</summary>
    public static bool TryRead(ZohoField field, JsonElement sent, object? held, out object? value)
    {
        value = null;
        switch (field.Type)
        {
            case "boolean":
                value = sent.ValueKind switch { JsonValueKind.True => True, JsonValueKind.False => False, _ => null };
                return value is not null;
            case "integer":
                return TryInteger(sent, out value);
            case "double" or "currency" or "percent":
                return TryDouble(sent, out value);
            case "multiselectpicklist":
                return TryTexts(sent, out value);
            default:
                return sent.ValueKind == JsonValueKind.String && TryText(field, sent, held, out value);
        }
    }

    private static bool TryText(ZohoField field, JsonElement sent, object? held, out object? value)
    {
        // Most writes repeat what is there: the held string is used again and nothing is allocated.
        value = held is string same && sent.ValueEquals(same) ? same : sent.GetString();
        if (value is not string { Length: > 0 } text)
        {
            value = null;
            return true;
        }

        return field.Type switch
        {
            "email" => ReferenceEquals(value, held) || EmailAddress.IsValid(text),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "datetime" => TryInstant(text, out value),
            _ => true,
        };
    }

    /// <summary>Accepts an offset or "Z"; a text without one is refused.</summary>
    public static bool TryInstant(string text, out object? value)
    {
        var hasOffset = text.Length >= 17 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at);
        value = hasOffset && read ? new Instant(at.ToUnixTimeSeconds() * 1000) : null;
        return value is not null;
    }

    private static bool TryInteger(JsonElement sent, out object? value)
    {
        value = sent.ValueKind == JsonValueKind.Number && sent.TryGetInt64(out var number) && Math.Abs(number) < 1_000_000_000 ? number : null;
        return value is not null;
    }

    private static bool TryDouble(JsonElement sent, out object? value)
    {
        value = sent.ValueKind == JsonValueKind.Number ? sent.GetDouble() : null;
        return value is not null;
    }

    private static bool TryTexts(JsonElement sent, out object? value)
    {
        value = null;
        if (sent.ValueKind != JsonValueKind.Array || sent.EnumerateArray().Any(each => each.ValueKind != JsonValueKind.String))
        {
            return false;
        }

        var texts = sent.EnumerateArray().Select(each => each.GetString()!).ToArray();
        value = texts.Length == 0 ? null : texts;
        return true;
    }
}
