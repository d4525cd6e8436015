using System.Text.Json;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Limits;

/// <summary>Limits in the control port's JSON, where null lifts one.</summary>
internal static class LimitJson
{
    /// <summary>A key that is absent changes nothing; null lifts the limit.</summary>
    public static int? Read(JsonElement limits, string name, int? now) =>
        !limits.Has(name, out var value) ? now : value.ValueKind == JsonValueKind.Null ? null : limits.Int(name) ?? now;

    public static void Write(Utf8JsonWriter json, string name, long? limit)
    {
        if (limit is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
