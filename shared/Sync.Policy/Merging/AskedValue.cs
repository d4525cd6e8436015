using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>A value that is on its way to a system, and since when by our clock.</summary>
public sealed record AskedValue(
    [property: JsonPropertyName("v")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value,
    [property: JsonPropertyName("t")] DateTimeOffset At);
