using System.Globalization;
using System.Text.Json;
using Sync.Connectors.Parsing;
using Sync.Connectors.Reading;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>
/// Pages of a module by time of change, oldest first. Past 2,000 rows Zoho goes on only by page tokens; it forgets them after a day, binds
/// them to user and question and gives none past 100,000. When one is refused, the sweep goes on from the last time read: what changed
/// in that very second comes twice. Source: "Get Records" and "Get Deleted Records".
/// </summary>
internal sealed class ZohoSweep(ZohoClient client, ZohoRecordReader records)
{
    private const int PageSize = 200;

    private static readonly HashSet<string> Forgotten =
        ["EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH", "PAGINATION_LIMIT_EXCEEDED", "DISCRETE_PAGINATION_LIMIT_EXCEEDED"];

    public async Task<CallResult<SourcePage>> Records(SourceQuery query, SourcePlace place, bool isFirst, CancellationToken ct)
    {
        string[] needed = query is SourceQuery.Tagged ? ["Tag"] : [];
        var prepared = await records.Columns(query.Module, query.Fields, ct, needed);
        if (!prepared.TryGet(out var columns, out var fault))
        {
            return CallResult<SourcePage>.Failed(fault);
        }

        var read = await Rows(query, place, columns, ct);
        if (read.Fault is { } refused && Forgotten.Contains(refused.Code))
        {
            if (Restart(query, place) is not { } again)
            {
                return CallResult<SourcePage>.Failed(refused with { Class = FailureClasses.Conflict, Code = SourceCursor.Expired });
            }

            place = again;
            read = await Rows(query, place, columns, ct);
        }

        if (!read.TryGet(out var rows, out fault))
        {
            return CallResult<SourcePage>.Failed(fault);
        }

        var completed = await records.Complete(query.Module, [.. rows.Items.Where(row => Fits(query, row))], columns, ct);
        return completed.TryGet(out var found, out fault)
            ? Cut(query, isFirst ? place with { Started = Earlier(place.Started, rows.Date) } : place, rows, found)
            : CallResult<SourcePage>.Failed(fault);
    }

    private static bool Fits(SourceQuery query, JsonElement row) => query is not SourceQuery.Tagged tagged
        || ZohoRow.TagNames(row).Contains(tagged.Tag.Trim(), StringComparer.OrdinalIgnoreCase);

    public async Task<CallResult<SourcePage>> Deleted(string module, SourcePlace place, bool isFirst, CancellationToken ct)
    {
        var page = place.Offset + 1;
        var path = string.Create(
            CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(module)}/deleted?type=all&per_page={PageSize}&page={page}");
        var read = ZohoRows.Of(await client.Get(path, place.From, ct), module);
        if (!read.TryGet(out var rows, out var fault))
        {
            return CallResult<SourcePage>.Failed(fault);
        }

        place = isFirst ? place with { Started = Earlier(place.Started, rows.Date) } : place;
        return CallResult<SourcePage>.Ok(new SourcePage
        {
            Records = [],
            Deleted = [.. rows.Items.Select(row => Gone(row, module, place)).OfType<DeletedRecord>()
                .Where(each => each.DeletedAt >= place.From)],
            NextSince = place.Started,
            Next = rows.More && rows.Items.Count > 0 ? (place with { Offset = page }).Text : null,
        });
    }

    private static DeletedRecord? Gone(JsonElement row, string module, SourcePlace place) =>
        row.Member("id").Text() is not { Length: > 0 } id ? null : new DeletedRecord(
            module, id, IsoTime.Parse(row.Member("deleted_time").Text()) ?? place.Started, row.Member("type").Text() == "permanent");

    private async Task<CallResult<ZohoRows>> Rows(SourceQuery query, SourcePlace place, ZohoColumns columns, CancellationToken ct)
    {
        // A custom view has an order of its own.
        var how = query is SourceQuery.OnList list ? $"cvid={Uri.EscapeDataString(list.ListId)}" : "sort_by=Modified_Time&sort_order=asc";
        var converted = query.Module == "Leads" && query is not SourceQuery.OnList ? "&converted=both" : "";
        var token = place.Token is { } known ? $"&page_token={Uri.EscapeDataString(known)}" : "";
        return ZohoRows.Of(
            await client.Get(
                $"{Uri.EscapeDataString(query.Module)}?fields={columns.First}&per_page={PageSize}&{how}{converted}{token}", place.From, ct),
            query.Module);
    }

    private static CallResult<SourcePage> Cut(SourceQuery query, SourcePlace place, ZohoRows rows, IReadOnlyList<SourceRecord> found)
    {
        var reached = rows.Items.Select(ZohoRow.ChangedAt).Max() ?? place.Reached;
        var next = !rows.More || rows.Items.Count == 0 ? null
            : rows.NextToken is { } token ? place with { Token = token, Reached = reached }
            : Restart(query, place with { Reached = reached });
        return rows.More && rows.Items.Count > 0 && next is null
            ? CallResult<SourcePage>.Failed(new VendorFault(
                FailureClasses.VendorFault, "NO_PAGE_TOKEN", $"Zoho has more records of {query.Module}, but does not say how to go on."))
            : CallResult<SourcePage>.Ok(new SourcePage
            {
                Records = [.. found.OrderBy(record => record.ChangedAt).ThenBy(record => record.RecordId, StringComparer.Ordinal)],
                NextSince = place.Started,
                Next = next?.Text,
            });
    }

    // Only later than where the calls began: else the same pages would come for ever.
    private static SourcePlace? Restart(SourceQuery query, SourcePlace place) =>
        query is not SourceQuery.OnList && place.Reached is { } reached && (place.From is null || reached > place.From)
            ? place with { Token = null, From = reached }
            : null;

    private static DateTimeOffset Earlier(DateTimeOffset ours, DateTimeOffset? theirs) => theirs < ours ? theirs.Value : ours;
}
