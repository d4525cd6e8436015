using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>A value that is on its way to a system.</summary>
/// <param name="At">When it was asked for, by our clock; the last time, where it was asked for again before there was an answer.</param>
/// <param name="Since">The first time, where that is another.</param>
public sealed record AskedValue(
    [property: JsonPropertyName("v")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value,
    [property: JsonPropertyName("t")] DateTimeOffset At,
    [property: JsonPropertyName("s")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Since = null)
{
    [JsonIgnore]
    public DateTimeOffset First => Since ?? At;
}
