using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>Two systems changed a field before either heard of the other. The owner's value holds, and the other is kept.</summary>
public sealed record Conflict
{
    [JsonPropertyName("w")]
    public required Claim Winner { get; init; }

    [JsonPropertyName("l")]
    public required Claim Loser { get; init; }
}

/// <summary>A value, who said it, and when by his own clock.</summary>
public sealed record Claim(
    [property: JsonPropertyName("v")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value,
    [property: JsonPropertyName("b")] string By,
    [property: JsonPropertyName("t")] DateTimeOffset At,
    [property: JsonPropertyName("n")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Arrival = 0);
