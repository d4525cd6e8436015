using Sync.Connectors.Http;

namespace Sync.Connectors.Zoho;

/// <summary>Zoho CRM.</summary>
public sealed class ZohoConnector : IConnector
{
    public string Vendor => "zoho";

    public IWebhook Webhook { get; } = new ZohoWebhook();

    /// <summary>Settings: <c>accountsUrl</c>, <c>clientId</c>, <c>clientSecret</c>, <c>refreshToken</c>; optionally
    /// <c>timeoutSeconds</c> (15) and <c>apiDomain</c>, for an accounts server that does not say where the API is.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public ITarget OpenTarget(ConnectionSettings connection, HttpClient http, ITokenStore tokens) =>
        OpenTarget(connection, http, tokens, TimeProvider.System);

    internal static ITarget OpenTarget(ConnectionSettings connection, HttpClient http, ITokenStore tokens, TimeProvider clock)
    {
        var options = ZohoOptions.Of(connection);
        var sender = new VendorHttp(http, options.Timeout, clock);
        var client = new ZohoClient(options, sender, tokens, new ZohoGrant(options, sender, clock));
        var metadata = new ZohoMetadata(client, clock);
        return new ZohoTarget(new ZohoReader(client, metadata), new ZohoWriter(client, metadata));
    }
}
