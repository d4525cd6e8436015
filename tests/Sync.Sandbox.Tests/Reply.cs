using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sync.Sandbox.Tests;

/// <summary>What a call was answered.</summary>
internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>A member by its path: names and indexes joined by dots.</summary>
    public JsonElement At(string path)
    {
        var at = Json;
        foreach (var step in path.Split('.'))
        {
            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(step, CultureInfo.InvariantCulture)] : at.GetProperty(step);
        }

        return at;
    }

    public string? String(string path) => At(path).ValueKind == JsonValueKind.Null ? null : At(path).ToString();
}
