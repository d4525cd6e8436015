using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.Http;

/// <summary>Lenient reading of JSON members, as vendors read them.</summary>
internal static class JsonRead
{
    public static bool Has(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }

    /// <summary>A member as text whatever its JSON type: true is "1", false and null are empty, a list is "||a||b||".</summary>
    public static string? Text(this JsonElement element, string name) => element.Has(name, out var value) ? value.AsText() : null;

    public static string AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.Array => $"||{string.Join("||", value.EnumerateArray().Select(AsText))}||",
        _ => string.Empty,
    };

    public static int? Int(this JsonElement element, string name) =>
        int.TryParse(element.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static double? Double(this JsonElement element, string name) =>
        double.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Has(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
