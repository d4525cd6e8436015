using Sync.Connectors.Http;

namespace Sync.Connectors.ActiveCampaign;

internal sealed record ActiveCampaignOptions
{
    private const string Version = "/api/3";

    public required string Connection { get; init; }

    /// <summary>Ends in <c>/api/3/</c>.</summary>
    public required Uri Address { get; init; }

    public required string ApiKey { get; init; }

    public required TimeSpan Timeout { get; init; }

    public static ActiveCampaignOptions Of(ConnectionSettings connection) => new()
    {
        Connection = connection.Name,
        Address = Normalised(Origin.Required(connection, "url")),
        ApiKey = connection.Required("apiKey").Trim(),
        Timeout = VendorTimeout.Of(connection),
    };

    // People copy the address with and without the path of the API.
    private static Uri Normalised(Uri address)
    {
        var stem = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return new Uri((stem.EndsWith(Version, StringComparison.OrdinalIgnoreCase) ? stem[..^Version.Length] : stem) + Version + "/");
    }
}
