using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class DealFollowingTests
{
    [Fact]
    public void The_file_says_which_tag_whose_deal_gets_in_which_connection()
    {
        var policy = Read("{ won: Signed, wonTag: customer, lostTag: no deal }").Policy!;

        Assert.Equal(new DealFollowing("sales", "marketing") { WonTag = "customer", LostTag = "no deal" }, policy.Handoff.Following);
        Assert.Equal(("customer", "no deal", null), (TagIn("Signed"), TagIn("Closed Lost"), TagIn("Closed Won")));
        Assert.True(policy.Handoff.NeedsDeals("sales"));
        Assert.False(policy.Handoff.NeedsDeals("marketing"));
        Assert.Contains("Whose deal in sales is won (comes to Signed) gets the tag `customer` in marketing, once a deal.", RulesPage.Of(policy), StringComparison.Ordinal);

        string? TagIn(string stage) => policy.Handoff.Following!.TagFor(policy.Handoff.Deals.StateOf(stage));
    }

    [Fact]
    public void Without_a_tag_nobody_looks_at_deals_unless_a_play_waits_for_one()
    {
        Assert.False(Read("{ won: Signed }").Policy!.Handoff.NeedsDeals("sales"));
        Assert.True(Read("{ won: Signed }", "marketing: sales, when: { deal: Signed }").Policy!.Handoff.NeedsDeals("sales"));
    }

    [Fact]
    public void The_file_says_when_a_deal_is_reported_and_to_whom()
    {
        var policy = Read("{ staleDays: 30, notify: [{ name: room, format: slack, url: \"https://a.test/\" }] }").Policy!;

        Assert.Equal((TimeSpan.FromDays(30), "room"), (policy.Handoff.Following!.StaleAfter, Assert.Single(policy.Handoff.Following.Notify).Key));
        Assert.True(policy.Handoff.NeedsDeals("sales"));
        Assert.Contains("for more than 30 days is reported once, and", RulesPage.Of(policy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ wonTag: a, tag: b }", "handoff.deals.tag", "Known here: won, lost, wonTag")]
    [InlineData("{ sales: sales }", "handoff.deals.sales", "Remove 'sales', or add 'wonTag'")]
    [InlineData("{ wonTag: a, sales: crm }", "handoff.deals.sales", "one of: sales.")]
    [InlineData("{ wonTag: a, sales: marketing }", "handoff.deals.sales", "one of: sales.")]
    [InlineData("{ lostTag: a, marketing: sales }", "handoff.deals.marketing", "one of: marketing.")]
    [InlineData("{ wonTag: [a, b] }", "handoff.deals.wonTag", "")]
    [InlineData("{ staleDays: 0 }", "handoff.deals.staleDays", "from 1 to 3650")]
    [InlineData("{ staleDays: 9, marketing: marketing }", "handoff.deals.marketing", "Remove 'marketing', or add 'wonTag'")]
    [InlineData("{ wonTag: a, notify: [{ format: slack, url: https://a.test/ }] }", "handoff.deals.notify", "or add 'staleDays'")]
    [InlineData("{ staleDays: 9, notify: [{ format: email, to: a@b.test }] }", "handoff.deals.notify", "Add 'mail:")]
    public void What_cannot_be_is_a_mistake_with_its_place_and_cure(string deals, string place, string cure)
    {
        var mistake = Assert.Single(Read(deals).Mistakes);

        Assert.StartsWith(place, mistake.Path, StringComparison.Ordinal);
        Assert.True(mistake.Line > 0);
        Assert.Contains(cure, mistake.Cure, StringComparison.Ordinal);
    }

    private static PolicyReading Read(string deals, string when = "when: { form: demo }") => Sample.Read(
        $"{Sample.Yaml}\nhandoff:\n  owners: [{{ email: mia@acme.test }}]\n  deals: {deals}\n"
        + $"  plays: [{{ name: demo, {when}, assign: [{{ owners: mia@acme.test }}], task: {{ subject: \"Call {{name}}\" }} }}]\n");
}
