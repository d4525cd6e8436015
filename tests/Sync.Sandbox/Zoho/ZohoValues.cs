using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Sync.Sandbox.Zoho;

/// <summary>Turns JSON into field values.</summary>
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
        (null, _) or (_, null) => false,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (string[] a, string[] b) => a.AsSpan().SequenceEqual(b),
        (IReadOnlyList<string> a, IReadOnlyList<string> b) => a.SequenceEqual(b),
        _ => held!.Equals(value),
    };

    /// <summary>Reads a plain value; lookups and owners need the state and are read elsewhere. False when the type is wrong.</summary>
    public static bool TryRead(ZohoField field, JsonElement sent, object? held, out object? value)
    {
        value = null;
        switch (field.Kind)
        {
            case ZohoKind.Boolean:
                value = sent.ValueKind switch { JsonValueKind.True => True, JsonValueKind.False => False, _ => null };
                return value is not null;
            case ZohoKind.Integer:
                return TryInteger(sent, held, out value);
            case ZohoKind.Number:
                value = sent.ValueKind == JsonValueKind.Number ? sent.GetDouble() : null;
                return value is not null;
            case ZohoKind.Texts:
                return TryTexts(sent, out value);
            default:
                return sent.ValueKind == JsonValueKind.String && TryText(field, sent, held as string, out value);
        }
    }

    /// <summary>Accepts an offset or "Z"; a text without one is refused.</summary>
    public static bool TryInstant(string text, out object? value)
    {
        var hasOffset = text.Length >= 17 && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at);
        value = hasOffset && read ? new Instant(at.ToUnixTimeSeconds() * 1000) : null;
        return value is not null;
    }

    private static bool TryText(ZohoField field, JsonElement sent, string? held, out object? value)
    {
        var text = TextOf(field, sent, held);
        value = text.Length == 0 ? null : text;
        return text.Length == 0 || field.Kind switch
        {
            ZohoKind.Email => ReferenceEquals(text, held) || EmailAddress.IsValid(text),
            ZohoKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            ZohoKind.Instant => TryInstant(text, out value),
            _ => true,
        };
    }

    /// <summary>Most writes repeat what is there, or what the record before had: that string is used again and nothing is allocated.</summary>
    private static string TextOf(ZohoField field, JsonElement sent, string? held)
    {
        if (held is not null && Equals(sent, held))
        {
            return held;
        }

        if (field.Unique || field.Index is not null)
        {
            return sent.GetString()!;
        }

        return field.LastText is { } last && Equals(sent, last) ? last : field.LastText = sent.GetString()!;
    }

    /// <summary>As <see cref="JsonElement.ValueEquals(string)"/>, but quick for plain ASCII, which nearly all values are.</summary>
    private static bool Equals(JsonElement sent, string text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(sent)[1..^1];
        // Escapes and letters beyond ASCII take more bytes than they are characters, never fewer.
        return raw.Length <= text.Length ? Ascii.Equals(raw, text) : sent.ValueEquals(text);
    }

    private static bool TryInteger(JsonElement sent, object? held, out object? value)
    {
        var fits = sent.ValueKind == JsonValueKind.Number && sent.TryGetInt64(out var number) && Math.Abs(number) < 1_000_000_000;
        value = !fits ? null : held is long same && same == sent.GetInt64() ? held : sent.GetInt64();
        return fits;
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
