using Sync.Connectors;
using Sync.Policy.Plays;
using Sync.Testing;
using Sync.Writer.Deals;

namespace Sync.Writer.Tests;

public sealed class DealNewsTests
{
    private static readonly FoundDeal Deal = new("1", "Proposal", "7", Some.Moment);

    [Fact]
    public void A_deal_is_news_once_in_each_stage_and_reached_the_first_time_alone()
    {
        Assert.Equal((true, true), Of(Deal));
        Assert.Null(Of(Deal, Seen("Proposal", 0)));
        Assert.Null(Of(Deal with { ChangedAt = Some.Moment.AddHours(1) }, Seen("Proposal", 0)));
        Assert.Equal((true, true), Of(Deal, Seen("Qualification", -5)));
        Assert.Equal((true, true), Of(Deal, Seen("Qualification", 0)));
        Assert.Equal((false, true), Of(Deal, Seen("Proposal", -9), Seen("Qualification", -5)));
    }

    [Fact]
    public void What_is_older_than_what_was_seen_is_none() => Assert.Null(Of(Deal, Seen("Closed Won", 1)));

    [Fact]
    public void What_stood_there_before_anybody_looked_was_reached_by_nobody_and_is_told_while_it_is_open()
    {
        Assert.Equal((false, true), Of(Deal, Some.Moment.AddSeconds(1)));
        Assert.Equal((false, false), Of(Deal with { Stage = "Closed Won" }, Some.Moment.AddSeconds(1)));
        Assert.Equal((true, true), Of(Deal with { Stage = "Closed Won" }, Some.Moment));
    }

    [Fact]
    public void Of_a_deal_that_stands_twice_in_a_page_the_newer_counts()
    {
        var news = DealNews.Of([Deal with { Stage = "Old", ChangedAt = Some.Moment.AddSeconds(-1) }, Deal], [], DateTimeOffset.MinValue, DealStages.Usual);

        Assert.Equal("Proposal", Assert.Single(news).Deal.Stage);
    }

    private static SeenStage Seen(string stage, int second) => new("1", stage, Some.Moment.AddSeconds(second));

    private static (bool IsReached, bool IsTold)? Of(FoundDeal deal, params SeenStage[] known) => Of(deal, DateTimeOffset.MinValue, known);

    private static (bool IsReached, bool IsTold)? Of(FoundDeal deal, DateTimeOffset newFrom, params SeenStage[] known) =>
        DealNews.Of([deal], [.. known, new SeenStage("2", "Proposal", Some.Moment)], newFrom, DealStages.Usual)
            .Select(news => ((bool, bool)?)(news.IsReached, news.IsTold)).SingleOrDefault();
}
