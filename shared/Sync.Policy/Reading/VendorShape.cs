namespace Sync.Policy.Reading;

/// <summary>What a connection of one vendor must say about itself.</summary>
/// <param name="Vendor">Name in the file.</param>
/// <param name="Settings">Settings that it cannot do without.</param>
/// <param name="Limits">What holds if the file sets none.</param>
internal sealed record VendorShape(string Vendor, IReadOnlyList<string> Settings, ConnectionLimits Limits)
{
    // ActiveCampaign grants 5 calls a second to an account. Zoho counts calls under way: 5 in its free edition,
    // of which one is left to whatever else uses the account.
    public static IReadOnlyDictionary<string, VendorShape> All { get; } = new VendorShape[]
    {
        new("activecampaign", ["url", "apiKey"], new ConnectionLimits(5, 1)),
        new("zoho", ["accountsUrl", "clientId", "clientSecret", "refreshToken"], new ConnectionLimits(10, 4)),
    }.ToDictionary(shape => shape.Vendor);

    public static bool IsSecret(string setting) => setting is "apiKey" or "hookSecret" or "clientSecret" or "refreshToken";

    public static bool IsAddress(string setting) => setting is "url" or "accountsUrl";
}
