using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>Shapes that several answers share.</summary>
internal static class ZohoAnswers
{
    public static (int Number, int Size) PageOf(Call call) =>
        (Math.Max(1, call.Query.Number("page") ?? 1), Math.Clamp(call.Query.Number("per_page") ?? 200, 1, 200));

    public static void WriteInfo(Utf8JsonWriter json, int number, int size, int count, bool more)
    {
        json.WriteStartObject("info");
        json.WriteNumber("per_page", size);
        json.WriteNumber("count", count);
        json.WriteNumber("page", number);
        json.WriteBoolean("more_records", more);
        json.WriteEndObject();
    }

    /// <summary>True, with a 304, when the caller has a state that is not older than this.</summary>
    public static bool IsKnown(Call call, ZohoState state, long changed)
    {
        // The header has whole seconds: what changed within the same second is told again rather than missed.
        var known = call.Header("If-Modified-Since") is { } text && state.Time.TryParse(text, out var since) && changed / 1000 < since / 1000;
        call.Status = known ? 304 : call.Status;
        return known;
    }
}
