using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>What is known of a person's fields, in a form that fits into one column.</summary>
public sealed record PersonState
{
    public static PersonState Empty { get; } = new();

    /// <summary>Canonical field name to what is known of it.</summary>
    [JsonPropertyName("f")]
    public IReadOnlyDictionary<string, FieldState> Fields { get; init; } = new Dictionary<string, FieldState>();

    /// <summary>Addresses that the person had before, newest first.</summary>
    [JsonPropertyName("x")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? FormerEmails { get; init; }

    /// <summary>Systems that deleted the person's last record and have not spoken of him since, each with that record.</summary>
    [JsonPropertyName("d")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, DeletedRecord>? Deleted { get; init; }

    /// <summary>The agreed value of each field that has one.</summary>
    public IReadOnlyDictionary<string, string?> Agreed() =>
        Fields.Where(field => field.Value.IsAgreed).ToDictionary(field => field.Key, field => field.Value.Agreed);

    /// <summary>What is known if a system has no record of the person any more.</summary>
    public PersonState Without(string system) => this with
    {
        Fields = Fields.ToDictionary(field => field.Key, field => field.Value with
        {
            Shadows = field.Value.Shadows.Where(shadow => shadow.Key != system).ToDictionary(),
        }),
    };

    public string ToJson() => JsonSerializer.Serialize(this, PersonStateJson.Compact.PersonState);

    /// <exception cref="JsonException">The text was not written by <see cref="ToJson"/>.</exception>
    public static PersonState FromJson(string json) => JsonSerializer.Deserialize(json, PersonStateJson.Compact.PersonState) ?? Empty;
}

/// <summary>A record that is no more.</summary>
/// <param name="Name">Module and id.</param>
/// <param name="At">When it was deleted, by its system's clock.</param>
public sealed record DeletedRecord([property: JsonPropertyName("r")] string Name, [property: JsonPropertyName("t")] DateTimeOffset At);
