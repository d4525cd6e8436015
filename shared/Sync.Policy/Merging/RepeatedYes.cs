using System.Text.Json.Serialization;

namespace Sync.Policy;

/// <summary>A yes that was said and then said again, and nothing known in between.</summary>
public sealed record RepeatedYes([property: JsonPropertyName("s")] DateTimeOffset First, [property: JsonPropertyName("t")] DateTimeOffset Last);
