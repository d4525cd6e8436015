using System.Globalization;

namespace Sync.Connectors.Http;

/// <summary>What a call takes of the vendor's daily allowance, carried by the request to whoever counts.</summary>
public static class VendorCost
{
    // Zoho tells it once half is used. Source: "API credits".
    private const string LeftHeader = "X-API-CREDITS-REMAINING";

    private static readonly HttpRequestOptionsKey<int> Key = new("sync.cost");

    /// <summary>1 where nobody said anything else.</summary>
    public static int Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var cost) ? cost : 1;

    /// <summary>What the vendor says is left of the day's allowance; null if it says nothing.</summary>
    public static long? LeftAfter(HttpResponseMessage response) =>
        response.Headers.TryGetValues(LeftHeader, out var values)
        && long.TryParse(values.FirstOrDefault(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var left) ? left : null;

    internal static void Set(HttpRequestMessage request, int cost) => request.Options.Set(Key, cost);
}
