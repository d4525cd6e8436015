using System.Globalization;
using Sync.Connectors.Parsing;
using Sync.Connectors.Reading;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>The call for one page. Contacts go on after the last id, which neither skips nor repeats while records change; the others
/// can only be counted off. Source: "Pagination" and "List all contacts". Pure.</summary>
internal static class ActiveCampaignQuery
{
    public const string Include = "&include=fieldValues,contactLists,contactTags.tag";

    /// <summary>Stamps have a resolution of a second, and servers differ by more.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>Rows that are counted off twice, so that a deletion between two pages hides none.</summary>
    public const int Lap = 10;

    /// <param name="tagId">Of the tag that the query names.</param>
    /// <returns>Null if there is no such list.</returns>
    public static string? Path(ActiveCampaignModule module, SourceQuery query, SourcePlace place, string? tagId)
    {
        var limit = $"{module.Path}?limit={ActiveCampaignPages.PageSize}";
        if (module.Name == ActiveCampaignModules.Contacts)
        {
            var filter = Filter(query, tagId);
            return filter is null ? null : $"{limit}&status=-1&orders%5Bid%5D=ASC&id_greater={Number(place.After)}{Include}{filter}";
        }

        // Only deals are known to filter by time; of the others all come, and the old ones are left out here.
        var since = module.Name == ActiveCampaignModules.Deals && query is SourceQuery.ChangedSince changed ? After(changed) : "";
        return query is SourceQuery.All or SourceQuery.ChangedSince
            ? $"{limit}&offset={Number(place.Offset)}&orders%5Bcdate%5D=ASC{since}"
            : null;
    }

    /// <summary>Whether a record of that time answers the query.</summary>
    public static bool Fits(SourceQuery query, DateTimeOffset changedAt) =>
        query is not SourceQuery.ChangedSince changed || changedAt >= changed.Since - Overlap;

    private static string? Filter(SourceQuery query, string? tagId) => query switch
    {
        SourceQuery.All => "",
        SourceQuery.ChangedSince changed => After(changed),
        SourceQuery.OnList list => $"&listid={Uri.EscapeDataString(list.ListId)}",
        SourceQuery.Tagged when tagId is not null => $"&tagid={Uri.EscapeDataString(tagId)}",
        SourceQuery.InSegment segment => $"&segmentid={Uri.EscapeDataString(segment.SegmentId)}",
        _ => null,
    };

    private static string After(SourceQuery.ChangedSince query) =>
        $"&filters%5Bupdated_after%5D={Uri.EscapeDataString(IsoTime.Of(query.Since - Overlap))}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
