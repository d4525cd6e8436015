using Sync.Connectors.Http;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>ActiveCampaign.</summary>
public sealed class ActiveCampaignConnector : IConnector
{
    public string Vendor => "activecampaign";

    public IWebhook Webhook { get; } = new ActiveCampaignWebhook();

    /// <summary>Settings: <c>url</c>, with or without <c>/api/3</c>, <c>apiKey</c>; optionally <c>timeoutSeconds</c> (15).</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public ITarget OpenTarget(ConnectionSettings connection, HttpClient http, ITokenStore tokens) =>
        OpenTarget(connection, http, TimeProvider.System);

    internal static ITarget OpenTarget(ConnectionSettings connection, HttpClient http, TimeProvider clock)
    {
        var options = ActiveCampaignOptions.Of(connection);
        var client = new ActiveCampaignClient(options, new VendorHttp(http, options.Timeout, clock));
        var fields = new ActiveCampaignFields(client, clock);
        return new ActiveCampaignTarget(
            new ActiveCampaignReader(client, fields, new ActiveCampaignTags(client, clock)), new ActiveCampaignWriter(client, fields));
    }
}
