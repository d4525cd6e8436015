using System.Text.Json;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>Reads whatever lies in the dead-letter queue: our own dead letters, and messages that the broker put there itself.</summary>
internal static class DeadLetterReader
{
    public static IReadOnlyList<DeadLettered> Read(ReadOnlyMemory<byte> body, string brokersReason, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var message = document.RootElement.GetProperty("message");
            return IsDeadLetter(document.RootElement)
                ? [message.Deserialize<DeadLettered>(OutboxJson.Options)!]
                : [.. message.GetProperty("items").EnumerateArray().Select(item => FromItem(item, brokersReason, now))];
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [Unreadable(body, brokersReason, now)];
        }
    }

    private static bool IsDeadLetter(JsonElement envelope) => envelope.TryGetProperty("messageType", out var types)
        && types.EnumerateArray().Any(type => type.GetString()!.EndsWith(":" + nameof(DeadLettered), StringComparison.Ordinal));

    private static DeadLettered FromItem(JsonElement item, string brokersReason, DateTimeOffset now)
    {
        var delivery = item.TryGetProperty("deliveryId", out var id) || item.TryGetProperty("id", out id) ? id.GetInt64() : (long?)null;
        return new DeadLettered
        {
            Key = item.TryGetProperty("key", out var key) ? key.GetString()! : $"{delivery}",
            DeliveryId = delivery,
            Stage = "broker",
            Class = FailureClasses.Internal,
            Code = "delivery-limit",
            Reason = $"Each service that took the message died or gave it back ({brokersReason}). Look at the services' logs of that time.",
            Item = item.GetRawText(),
            At = now,
        };
    }

    private static DeadLettered Unreadable(ReadOnlyMemory<byte> body, string brokersReason, DateTimeOffset now) => new()
    {
        Key = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body.Span)),
        Stage = "broker",
        Class = FailureClasses.Unparsable,
        Reason = $"A message in the queue was not one of ours ({brokersReason}).",
        Item = JsonSerializer.Serialize(System.Text.Encoding.UTF8.GetString(body.Span)),
        At = now,
    };
}
