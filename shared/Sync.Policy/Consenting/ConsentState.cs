using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>All that counts of what a person ever said about being written to: the latest of each kind, so that no order of arrival matters.</summary>
public sealed record ConsentState
{
    public static ConsentState Unknown { get; } = new();

    /// <summary>Latest opt-out; null if there was none.</summary>
    [JsonPropertyName("out")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConsentClaim? OptedOut { get; init; }

    /// <summary>Latest opt-in that the person confirmed.</summary>
    [JsonPropertyName("in")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConsentClaim? Confirmed { get; init; }

    /// <summary>Latest opt-in that waits for the person to confirm it.</summary>
    [JsonPropertyName("ask")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConsentClaim? Asked { get; init; }

    /// <summary>Of an opt-out and a confirmation of one instant the opt-out counts.</summary>
    [JsonIgnore]
    public ConsentStatus Status =>
        OptedOut is { } left && !(Confirmed?.At > left.At) ? ConsentStatus.OptedOut
        : Confirmed is not null ? ConsentStatus.OptedIn
        : Asked is not null ? ConsentStatus.Pending
        : ConsentStatus.Unknown;
}

/// <summary>Which system said it, and when by its own clock.</summary>
public sealed record ConsentClaim(
    [property: JsonPropertyName("b")] string By,
    [property: JsonPropertyName("t")] DateTimeOffset At);
