using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>
/// Reads whatever lies in the dead-letter queue: our own dead letters, and messages that the broker put there itself. Never fails,
/// and gives only what a database can keep: a message that could not be kept would stand before all others for ever.
/// </summary>
internal static class DeadLetterReader
{
    public static IReadOnlyList<DeadLettered> Read(ReadOnlyMemory<byte> body, string brokersReason, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var message = document.RootElement.GetProperty("message");
            DeadLettered?[] letters = IsDeadLetter(document.RootElement)
                ? [message.Deserialize<DeadLettered>(OutboxJson.Options)]
                : [.. message.GetProperty("items").EnumerateArray().Select(item => FromItem(item, brokersReason, now))];
            return [.. letters.Select(letter => WithoutZeros(letter ?? Unreadable(body, brokersReason, now)))];
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [Unreadable(body, brokersReason, now)];
        }
    }

    private static bool IsDeadLetter(JsonElement envelope) => envelope.TryGetProperty("messageType", out var types)
        && types.EnumerateArray().Any(type => type.GetString()?.EndsWith(":" + nameof(DeadLettered), StringComparison.Ordinal) == true);

    private static DeadLettered FromItem(JsonElement item, string brokersReason, DateTimeOffset now)
    {
        var delivery = NumberIn(item, "deliveryId") ?? NumberIn(item, "id");
        return new DeadLettered
        {
            Key = KeyOf(item, delivery),
            DeliveryId = delivery,
            Stage = "broker",
            Class = FailureClasses.Internal,
            Code = "delivery-limit",
            Reason = $"Each service that took the message died or gave it back ({brokersReason}). Look at the services' logs of that time.",
            Item = item.GetRawText(),
            At = now,
        };
    }

    // A delivery that is not mapped yet has only its number, and that of the replay.
    private static string KeyOf(JsonElement item, long? delivery) =>
        item.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String ? key.GetString()!
        : delivery is null ? HashOf(Encoding.UTF8.GetBytes(item.GetRawText()))
        : NumberIn(item, "replay") is { } replay and > 0 ? $"{delivery}#{replay}"
        : $"{delivery}";

    private static long? NumberIn(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static DeadLettered Unreadable(ReadOnlyMemory<byte> body, string brokersReason, DateTimeOffset now) => new()
    {
        Key = HashOf(body.Span),
        Stage = "broker",
        Class = FailureClasses.Unparsable,
        Reason = $"A message in the queue was not one of ours ({brokersReason}).",
        Item = JsonSerializer.Serialize(Encoding.UTF8.GetString(body.Span)),
        At = now,
    };

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>PostgreSQL's text cannot hold the character 0.</summary>
    private static DeadLettered WithoutZeros(DeadLettered letter) => letter with
    {
        Key = Clean(letter.Key) ?? "",
        Stage = Clean(letter.Stage) ?? "",
        Class = Clean(letter.Class) ?? FailureClasses.Internal,
        Code = Clean(letter.Code),
        Field = Clean(letter.Field),
        Reason = Clean(letter.Reason) ?? "",
        Connection = Clean(letter.Connection),
        Email = Clean(letter.Email),
        Item = Clean(letter.Item) ?? "",
        Trace = Clean(letter.Trace),
    };

    private static string? Clean(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);
}
