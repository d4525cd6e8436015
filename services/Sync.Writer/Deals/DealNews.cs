using Sync.Connectors;
using Sync.Policy.Plays;

namespace Sync.Writer.Deals;

/// <summary>Which deals of a page stand in another stage than they were seen in. Pure.</summary>
internal static class DealNews
{
    /// <param name="known">Stages in which these deals have been seen.</param>
    /// <param name="newFrom">What changed before this was so before anybody looked: nothing was reached then.</param>
    public static IReadOnlyList<DealNew> Of(
        IEnumerable<FoundDeal> page, IEnumerable<SeenStage> known, DateTimeOffset newFrom, DealStages stages)
    {
        var seen = known.ToLookup(stage => stage.DealId);
        return
        [
            .. page.GroupBy(deal => deal.Id).Select(same => same.MaxBy(deal => deal.ChangedAt)!)
                .Where(deal => seen[deal.Id].MaxBy(stage => stage.At) is not { } now || (now.Stage != deal.Stage && deal.ChangedAt >= now.At))
                .Select(deal => Of(deal, seen[deal.Id].Any(stage => stage.Stage == deal.Stage), newFrom, stages)),
        ];
    }

    // Of deals that had come to their end before anybody looked nothing is to be done.
    private static DealNew Of(FoundDeal deal, bool wasThere, DateTimeOffset newFrom, DealStages stages)
    {
        var isOld = deal.ChangedAt < newFrom;
        return new DealNew(deal, !isOld && !wasThere, !isOld || stages.StateOf(deal.Stage) == DealState.Open);
    }
}

/// <summary>A deal in a stage in which it was not seen last.</summary>
/// <param name="IsReached">It came there for the first time.</param>
/// <param name="IsTold">Somebody wants to know.</param>
internal sealed record DealNew(FoundDeal Deal, bool IsReached, bool IsTold);

/// <summary>A stage in which a deal has been seen.</summary>
/// <param name="At">When last, by the vendor's clock.</param>
internal sealed record SeenStage(string DealId, string Stage, DateTimeOffset At);

/// <summary>How far the deals of a connection have been looked through.</summary>
/// <param name="Since">Start of the sweep before the one under way; null before the first has ended.</param>
/// <param name="Cursor">Stands for the next page; null at the beginning.</param>
internal sealed record DealMark(DateTimeOffset? Since, string? Cursor)
{
    public static DealMark Beginning { get; } = new(null, null);
}
