using System.Globalization;
using System.Text.Json;

namespace Sync.Benchmarks.Stack;

/// <summary>Changes of people as the mapper puts them on the bus, in the bus's own envelope.</summary>
internal static class ChangeEnvelope
{
    private static readonly string[] Contract = ["urn:message:Sync.Contracts:ChangesMapped"];

    public static byte[] Of(IReadOnlyList<int> people) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        messageId = Guid.NewGuid(),
        messageType = Contract,
        message = new { items = people.Select(Change) },
    });

    private static object Change(int number)
    {
        var (text, now) = (number.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UtcNow);
        return new
        {
            key = text, deliveryId = number, source = "marketing", kind = "subscribe", module = "contacts", recordId = text,
            email = $"new{text}@example.test", changedAt = now, receivedAt = now, mappedAt = now,
            fields = new Dictionary<string, string>
            {
                ["email"] = $"new{text}@example.test", ["first_name"] = $"First {text}", ["last_name"] = "Bench", ["phone"] = "+46701112233",
            },
        };
    }
}
