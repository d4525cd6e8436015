using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>A value that we wrote, and when. Its echo may still be on the way; and too many of them are a loop.</summary>
public sealed record RecentWrite(
    [property: JsonPropertyName("x")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value,
    [property: JsonPropertyName("w")] DateTimeOffset At);
