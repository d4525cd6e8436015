using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>The last value of a field that is known in one system.</summary>
public sealed record Shadow
{
    /// <summary>Most writes that are remembered.</summary>
    public const int MostRecent = 24;

    [JsonPropertyName("v")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }

    /// <summary>Source time of the value.</summary>
    [JsonPropertyName("t")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Place in the order of arrival; decides between values of the same instant.</summary>
    [JsonPropertyName("n")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Arrival { get; init; }
}
