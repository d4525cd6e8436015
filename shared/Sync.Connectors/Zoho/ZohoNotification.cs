using System.Text.Json;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.Zoho;

/// <summary>A delivery of Zoho's notification API. It names records, without their content, time of change or an id of its own.</summary>
/// <param name="ServerTime">Milliseconds since 1970, as sent.</param>
internal sealed record ZohoNotification(
    string? Channel, string? Module, string? Operation, IReadOnlyList<string> RecordIds, long? ServerTime)
{
    /// <summary>Null if it is not one at all.</summary>
    public static ZohoNotification? From(JsonElement? body)
    {
        if (body.Member("channel_id") is null && body.Member("resource_uri") is null && body.Member("ids") is null
            && body.Member("affected_values") is null)
        {
            return null;
        }

        return new ZohoNotification(
            body.Member("channel_id").Text(), ZohoNames.Module(body.Member("module").Text()), body.Member("operation").Text()?.Trim(),
            RecordIdsOf(body), body.Member("server_time").Whole());
    }

    // Batch writes are told in one delivery; affected_values and affected_fields can be absent.
    private static List<string> RecordIdsOf(JsonElement? body)
    {
        var ids = body.Member("ids").Items().Select(id => id.Text());
        var values = body.Member("affected_values").Items().Select(each => each.Member("record_id").Text());
        var fields = body.Member("affected_fields").Items().SelectMany(each => each.Members()).Select(each => each.Name);
        foreach (var source in new[] { ids, values, fields })
        {
            var found = source.Select(ZohoNames.RecordId).OfType<string>().Distinct().ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }
}
