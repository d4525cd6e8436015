using Sync.Contracts;

namespace Sync.Ingress;

internal static class DeliveryNumbering
{
    /// <summary>The delivery under the number that the inbox gave it.</summary>
    public static ReceivedDelivery Numbered(this StrandedDelivery delivery, long id) => new()
    {
        Id = id,
        Connection = delivery.Connection,
        ReceivedAt = delivery.ReceivedAt,
        ContentType = delivery.ContentType,
        Query = delivery.Query,
        Body = delivery.Body,
        Trace = delivery.Trace,
    };
}
