using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>All that is known of one field of one person.</summary>
public sealed record FieldState
{
    /// <summary>The value that every system shall have. Null means empty, if <see cref="IsAgreed"/>.</summary>
    [JsonPropertyName("a")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Agreed { get; init; }

    /// <summary>Source time of the edit that made the value.</summary>
    [JsonPropertyName("t")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public DateTimeOffset AgreedAt { get; init; }

    /// <summary>System that the edit was made in; empty while no system has stated a value.</summary>
    [JsonPropertyName("b")]
    public string AgreedBy { get; init; } = "";

    /// <summary>Of an opt-out: when the person last confirmed that he wants mail. No opt-out of before it counts any more.</summary>
    [JsonPropertyName("o")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? OptInAt { get; init; }

    /// <summary>Place of the edit in the order of arrival.</summary>
    [JsonPropertyName("n")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long AgreedArrival { get; init; }

    /// <summary>Last value known in each system.</summary>
    [JsonPropertyName("s")]
    public IReadOnlyDictionary<string, Shadow> Shadows { get; init; } = new Dictionary<string, Shadow>();

    /// <summary>The last conflict, as long as its loser has not said anything since that was accepted.</summary>
    [JsonPropertyName("c")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Conflict? Conflict { get; init; }

    [JsonIgnore]
    public bool IsAgreed => AgreedBy.Length > 0;

    internal FieldState With(string system, Shadow known) =>
        this with { Shadows = new Dictionary<string, Shadow>(Shadows) { [system] = known } };
}
