namespace Sync.Connectors;

/// <summary>A delivery as it came in.</summary>
/// <param name="ContentType">Header as sent, or null.</param>
/// <param name="Query">Query string without the question mark, or null.</param>
/// <param name="Bytes">The body, byte for byte.</param>
/// <param name="ReceivedAt">Stands in where the sender gives no time of its own, in the key too: keep it with the delivery.</param>
public sealed record WebhookBody(string? ContentType, string? Query, ReadOnlyMemory<byte> Bytes, DateTimeOffset ReceivedAt);
