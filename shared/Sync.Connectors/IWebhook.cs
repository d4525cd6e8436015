namespace Sync.Connectors;

/// <summary>How a vendor's deliveries are named and read. Pure: no clock, no I/O, never throws on what a sender sends.</summary>
public interface IWebhook
{
    /// <summary>The idempotency key: the same delivery gives the same key, whoever receives it. What names neither itself nor a time has
    /// one key for equal bodies within ten seconds of <see cref="WebhookBody.ReceivedAt"/>: later the same body is news.</summary>
    Guid Key(string connection, WebhookBody body);

    /// <summary>What the delivery says.</summary>
    WebhookReading Read(WebhookBody body);
}
