using System.Globalization;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>Endpoints that work on one thing found by its id, or say in the vendor's words that it is not there.</summary>
internal static class AcRoute
{
    /// <summary>Which of the three does a method ask for? Null for one that the resource does not know.</summary>
    public static Action<T>? Choose<T>(string method, Action<T>? get, Action<T>? put, Action<T>? delete) => method switch
    {
        "GET" => get,
        "PUT" => put,
        "DELETE" => delete,
        _ => null,
    };

    /// <param name="call">The call.</param>
    /// <param name="innerName">The vendor's inner name of the thing, which shows in the text when it is missing.</param>
    /// <param name="id">As it stands in the path.</param>
    /// <param name="found">The thing; null when there is none.</param>
    /// <param name="endpoint">Null when the resource does not know the method.</param>
    /// <param name="missing">Several routes say 403 where others say 404.</param>
    /// <returns>Whether the route exists.</returns>
    public static bool On<T>(Call call, string innerName, string id, T? found, Action<T>? endpoint, int missing = 404)
        where T : class
    {
        if (endpoint is null)
        {
            return false;
        }

        if (found is null)
        {
            call.Missing(innerName, id, missing);
        }
        else
        {
            call.Records = 1;
            endpoint(found);
        }

        return true;
    }

    public static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
