namespace Sync.Connectors;

/// <summary>The vendors that this version knows.</summary>
public static class KnownConnectors
{
    public static IReadOnlyDictionary<string, IConnector> All { get; } = new IConnector[]
    {
        new ActiveCampaign.ActiveCampaignConnector(),
        new Zoho.ZohoConnector(),
    }.ToDictionary(connector => connector.Vendor);
}
