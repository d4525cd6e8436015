using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>A value that is on its way to a system.</summary>
public sealed record AskedValue(
    [property: JsonPropertyName("v")][property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Value);
