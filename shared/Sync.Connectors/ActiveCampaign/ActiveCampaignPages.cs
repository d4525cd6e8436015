using System.Text.Json;
using Sync.Connectors.Http;
using Sync.Connectors.Parsing;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>Lists of the API to their end: without a limit only twenty come.</summary>
internal static class ActiveCampaignPages
{
    /// <summary>Source: "Pagination": at most 100.</summary>
    public const int PageSize = 100;

    // No account has this many tags or fields; a list that never ends has to end here.
    private const int MostRows = 50_000;

    /// <summary>Everything, page by page, until <paramref name="enough"/> is satisfied with a row.</summary>
    /// <param name="path">With its query, if it has one.</param>
    public static async Task<CallResult<List<JsonElement>>> All(
        this ActiveCampaignClient client, string path, string envelope, CancellationToken ct, Func<JsonElement, bool>? enough = null)
    {
        var rows = new List<JsonElement>();
        var fault = await client.EachPage(path, reply =>
        {
            var page = reply.Json.Member(envelope).Items().ToList();
            rows.AddRange(page);
            return enough is not null && page.Exists(row => enough(row)) ? 0 : page.Count;
        }, ct);
        return fault is null ? CallResult<List<JsonElement>>.Ok(rows) : CallResult<List<JsonElement>>.Failed(fault);
    }

    /// <summary>What belongs to one record. Such lists come without a total, and some know no pages: one that says nothing new is the
    /// last.</summary>
    public static async Task<CallResult<List<JsonElement>>> Part(
        this ActiveCampaignClient client, string path, string envelope, CancellationToken ct)
    {
        var rows = new Dictionary<string, JsonElement>();
        var fault = await client.EachPage(path, reply =>
        {
            var (count, known) = (0, rows.Count);
            foreach (var row in reply.Json.Member(envelope).Items())
            {
                rows.TryAdd(row.Member("id").Text() ?? "", row);
                count++;
            }

            return rows.Count > known ? count : 0;
        }, ct);
        return fault is null ? CallResult<List<JsonElement>>.Ok([.. rows.Values]) : CallResult<List<JsonElement>>.Failed(fault);
    }

    /// <param name="take">Says how many rows the page had; none ends it.</param>
    public static async Task<VendorFault?> EachPage(
        this ActiveCampaignClient client, string path, Func<VendorReply, int> take, CancellationToken ct)
    {
        var joint = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var offset = 0; offset < MostRows;)
        {
            var sent = await client.Get($"{path}{joint}limit={PageSize}&offset={offset}", ct);
            if (!sent.TryGet(out var reply, out var fault))
            {
                return fault;
            }

            var count = take(reply);
            offset += count;
            if (count == 0 || IsLast(reply, count, offset))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The total is a text here, a number there, and absent elsewhere.</summary>
    public static bool IsLast(VendorReply reply, int count, long seen) =>
        reply.Json.Member("meta").Member("total").Whole() is { } total ? total <= seen : count < PageSize;
}
