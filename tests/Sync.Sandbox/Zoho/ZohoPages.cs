using System.Security.Cryptography;
using Sync.Sandbox.Http;

namespace Sync.Sandbox.Zoho;

/// <summary>One page of a list.</summary>
internal sealed record ZohoPage(
    IReadOnlyList<ZohoRecord> Records, int Number, int Size, string SortBy, string SortOrder, string? NextToken, long TokenExpiry);

/// <summary>
/// Paging of lists: by number within the first 2,000 records, by token up to 100,000. A token belongs to the exact parameters
/// it was given for and lives a day.
/// </summary>
internal sealed class ZohoPages(ZohoState state)
{
    private const int WithoutToken = 2_000;
    private const int WithToken = 100_000;
    private const int MostTokens = 64;
    private const long Day = 24 * 3_600_000L;

    private readonly Dictionary<string, Continuation> _tokens = [];
    private readonly Queue<string> _oldest = new();

    /// <summary>Null when the call has been answered with an error.</summary>
    public ZohoPage? Cut(Call call, ZohoModule module)
    {
        var (number, size) = ZohoAnswers.PageOf(call);
        if (call.Query["page_token"] is { Length: > 0 } token)
        {
            return Continue(call, module, token, size);
        }

        if (number * size > WithoutToken)
        {
            Refuse(call, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", "You can only get the first 2000 records without using page_token param", WithoutToken);
            return null;
        }

        return Page(call, module, Sorted(call, module), (number - 1) * size, number, size);
    }

    private ZohoPage? Continue(Call call, ZohoModule module, string token, int size)
    {
        if (!_tokens.TryGetValue(token, out var from) || from.Expiry < state.Now)
        {
            new ZohoError("EXPIRED_VALUE", "page_token is expired").Answer(call);
            return null;
        }

        if (from.Parameters != Parameters(call, module) || call.Query["page"] is not null)
        {
            new ZohoError("TOKEN_BOUND_DATA_MISMATCH", "the data bound to the token does not match").Answer(call);
            return null;
        }

        if (from.Offset + size > WithToken)
        {
            Refuse(call, "PAGINATION_LIMIT_EXCEEDED", "You can only get the first 100000 records", WithToken);
            return null;
        }

        return Page(call, module, from.Sorted, from.Offset, (from.Offset / size) + 1, size);
    }

    private ZohoPage Page(Call call, ZohoModule module, List<ZohoRecord> sorted, int offset, int number, int size)
    {
        var records = sorted.Skip(offset).Take(size).Where(record => !record.Deleted).ToList();
        var more = offset + size < sorted.Count;
        var expiry = state.Now + Day;
        var token = more ? Keep(new Continuation(Parameters(call, module), sorted, offset + size, expiry)) : null;
        return new ZohoPage(records, number, size, call.Query["sort_by"] ?? "id", call.Query["sort_order"] ?? "desc", token, expiry);
    }

    /// <summary>Later pages go on in the list as it was, so that a change in between neither hides nor repeats a record.</summary>
    private List<ZohoRecord> Sorted(Call call, ZohoModule module)
    {
        var converted = call.Query["converted"] ?? "false";
        var since = state.Time.TryParse(call.Header("If-Modified-Since"), out var at) ? at / 1000 : 0;
        var found = module.Live.Where(record => record.Modified / 1000 >= since
            && (converted == "both" || (record.Converted is not null) == (converted == "true"))).ToList();
        Comparison<ZohoRecord> by = call.Query["sort_by"] switch
        {
            "Modified_Time" => (a, b) => a.Modified.CompareTo(b.Modified),
            "Created_Time" => (a, b) => a.Created.CompareTo(b.Created),
            _ => (a, b) => a.Id.CompareTo(b.Id),
        };
        var sign = call.Query["sort_order"] == "asc" ? 1 : -1;
        found.Sort((a, b) => by(a, b) is not 0 and var difference ? sign * difference : sign * a.Id.CompareTo(b.Id));
        return found;
    }

    private string Keep(Continuation next)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _tokens[token] = next;
        _oldest.Enqueue(token);
        if (_oldest.Count > MostTokens)
        {
            _tokens.Remove(_oldest.Dequeue());
        }

        return token;
    }

    private static string Parameters(Call call, ZohoModule module) => $"{module.Name}?{string.Join('&', call.Query.Pairs
        .Where(pair => pair.Key is not ("page" or "page_token")).OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={pair.Value}"))}#{call.Header("If-Modified-Since")}";

    private static void Refuse(Call call, string code, string message, int limit) =>
        new ZohoError(code, message) { Details = json => json.WriteNumber("limit", limit) }.Answer(call);

    private sealed record Continuation(string Parameters, List<ZohoRecord> Sorted, int Offset, long Expiry);
}
