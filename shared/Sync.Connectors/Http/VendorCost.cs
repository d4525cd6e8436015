namespace Sync.Connectors.Http;

/// <summary>What a call takes of the vendor's daily allowance, carried by the request to whoever counts.</summary>
public static class VendorCost
{
    /// <summary>Header in which Zoho tells what is left, once half of it is used. Source: "API credits".</summary>
    public const string LeftHeader = "X-API-CREDITS-REMAINING";

    private static readonly HttpRequestOptionsKey<int> Key = new("sync.cost");

    /// <summary>1 where nobody said anything else.</summary>
    public static int Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var cost) ? cost : 1;

    internal static void Set(HttpRequestMessage request, int cost) => request.Options.Set(Key, cost);
}
