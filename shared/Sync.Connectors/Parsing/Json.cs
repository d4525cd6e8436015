using System.Globalization;
using System.Text.Json;

namespace Sync.Connectors.Parsing;

/// <summary>Reads JSON that others wrote: what is absent or of another kind than expected is null, never an exception.</summary>
internal static class Json
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static JsonElement? Parse(ReadOnlyMemory<byte> utf8)
    {
        var text = utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement? element, string name) => element?.Member(name);

    public static JsonElement? Member(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
                && value.ValueKind is not JsonValueKind.Null ? value : null;
        }
        catch (InvalidOperationException)
        {
            // A name beside it holds half a surrogate pair.
            return null;
        }
    }

    /// <summary>The items of an array; none if it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The members of an object; none if it is something else. Members with unreadable names are left out.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Members(this JsonElement element) =>
        element.ValueKind is not JsonValueKind.Object
            ? []
            : element.EnumerateObject().Select(each => (Name: Quietly(() => each.Name), each.Value))
                .Where(each => each.Name is not null).Select(each => (each.Name!, each.Value));

    public static string? Text(this JsonElement? element) => element?.Text();

    /// <summary>A string, a number with all its digits (ids are longer than a double holds), or a truth value, as text.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Quietly(element.GetString)?.Replace("\0", "", StringComparison.Ordinal),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    public static long? Whole(this JsonElement? element) =>
        long.TryParse(element.Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Text that is no Unicode is found out only when it is read.
    private static string? Quietly(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
