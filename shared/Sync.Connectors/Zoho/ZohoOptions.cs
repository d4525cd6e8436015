using Sync.Connectors.Http;

namespace Sync.Connectors.Zoho;

internal sealed record ZohoOptions
{
    public required string Connection { get; init; }

    /// <summary>Accounts server of the data centre, e.g. https://accounts.zoho.eu.</summary>
    public required Uri AccountsUrl { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>Used only when a token does not say it.</summary>
    public Uri? ApiDomain { get; init; }

    public required TimeSpan Timeout { get; init; }

    public static ZohoOptions Of(ConnectionSettings connection) => new()
    {
        Connection = connection.Name,
        AccountsUrl = Origin.Required(connection, "accountsUrl"),
        ClientId = connection.Required("clientId").Trim(),
        ClientSecret = connection.Required("clientSecret").Trim(),
        RefreshToken = connection.Required("refreshToken").Trim(),
        ApiDomain = connection.Settings.ContainsKey("apiDomain") ? Origin.Required(connection, "apiDomain") : null,
        Timeout = VendorTimeout.Of(connection),
    };
}
