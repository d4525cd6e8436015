using Sync.Connectors.Http;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

internal sealed record ZohoOptions
{
    public required string Connection { get; init; }

    /// <summary>
    /// What tokens are kept under: the connection and what they are fetched with. A token of another account, of other rights or of
    /// another data centre would be good for an hour still, and is not this connection's any more.
    /// </summary>
    public required string TokenName { get; init; }

    /// <summary>Accounts server of the data centre, e.g. https://accounts.zoho.eu.</summary>
    public required Uri AccountsUrl { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>Used only when a token does not say it.</summary>
    public Uri? ApiDomain { get; init; }

    public required TimeSpan Timeout { get; init; }

    public static ZohoOptions Of(ConnectionSettings connection)
    {
        var accounts = Origin.Required(connection, "accountsUrl");
        var (client, refresh) = (connection.Required("clientId").Trim(), connection.Required("refreshToken").Trim());
        return new ZohoOptions
        {
            Connection = connection.Name,
            TokenName = NameOf(connection.Name, accounts.ToString(), client, refresh),
            AccountsUrl = accounts,
            ClientId = client,
            ClientSecret = connection.Required("clientSecret").Trim(),
            RefreshToken = refresh,
            ApiDomain = connection.Settings.ContainsKey("apiDomain") ? Origin.Required(connection, "apiDomain") : null,
            Timeout = VendorTimeout.Of(connection),
        };
    }

    private static string NameOf(string connection, params ReadOnlySpan<string> credentials)
    {
        var fingerprint = new Fingerprint();
        foreach (var credential in credentials)
        {
            fingerprint.Add(credential);
        }

        return $"{connection} {fingerprint.ToGuid():N}";
    }
}
