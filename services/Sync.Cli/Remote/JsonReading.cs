using System.Text.Json;

namespace Sync.Cli.Remote;

/// <summary>Reads answers leniently: what is absent, null or of another kind is simply not there.</summary>
internal static class JsonReading
{
    public static JsonElement? Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) && part.ValueKind != JsonValueKind.Null
            ? part
            : null;

    /// <summary>The value as a person would write it.</summary>
    public static string? Text(this JsonElement element, string name) => element.Part(name) is { } part ? part.AsText() : null;

    public static string AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Null => "",
        _ => element.GetRawText(),
    };

    public static long? Number(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } part && part.TryGetInt64(out var number) ? number : null;

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Array } part ? [.. part.EnumerateArray()] : [];
}
