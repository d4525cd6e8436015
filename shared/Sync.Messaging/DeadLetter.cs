using System.Text.Json;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Messaging;

/// <summary>Turns an item that failed into a dead letter.</summary>
public static class DeadLetter
{
    /// <summary>The class comes from a <see cref="PermanentFailureException"/>; any other cause is a fault of ours.</summary>
    /// <param name="what">What was being done, as the start of the sentence that people read.</param>
    public static DeadLettered Of(object item, string key, long? deliveryId, string stage, string what, Exception cause, DateTimeOffset at) => new()
    {
        Key = key,
        DeliveryId = deliveryId,
        Stage = stage,
        Class = cause is PermanentFailureException permanent ? permanent.FailureClass : FailureClasses.Internal,
        Code = cause is PermanentFailureException ? null : cause.GetType().Name,
        Reason = $"{what}: {cause.Message}",
        Item = JsonSerializer.Serialize(item, item.GetType(), OutboxJson.Options),
        At = at,
    };
}
