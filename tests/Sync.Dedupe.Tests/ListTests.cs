using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Who is on a list has a tag at sales; who gets the tag comes on the list, unless he wants no mail.</summary>
public sealed class ListTests(ListHost dedupe) : IClassFixture<ListHost>
{
    private const string List = "list:3";
    private readonly string _email = Some.Email();
    private readonly string _contact = $"{Some.Number()}";
    private readonly string _lead = $"{Some.Number()}";

    [Fact]
    public async Task Who_joins_the_list_gets_the_tag_and_who_leaves_it_loses_it()
    {
        await Known();

        var joined = Assert.Single((await dedupe.Handle(Marketing(60, "true"))).Operations);
        await dedupe.Handle(Sales(62, "true"));
        var left = Assert.Single((await dedupe.Handle(Marketing(70, null))).Operations);

        Assert.Equal(("sales", "Newsletter", false, null), (joined.Target, joined.Tag, joined.TakesOff, joined.List));
        Assert.Equal(("sales", "Newsletter", true, null), (left.Target, left.Tag, left.TakesOff, left.List));
    }

    [Fact]
    public async Task Who_gets_the_tag_is_put_on_the_list_unless_he_opts_out_meanwhile_and_is_never_taken_off()
    {
        await Known();

        var answer = await dedupe.Handle(Sales(60, "true"));
        var off = await dedupe.Handle(Sales(80, null));

        var put = Assert.Single(answer.Operations);
        Assert.Equal(("marketing", "3", null, _contact, true, true), (put.Target, put.List, put.Tag, put.RecordId, put.UnlessOptedOut, put.EndsDelivery));
        Assert.Equal("list 3 of marketing", Assert.Single(answer.Outcomes).Detail);
        Assert.Empty(off.Operations);
    }

    [Fact]
    public async Task Who_wants_no_mail_comes_on_no_list_and_the_outcome_says_so()
    {
        await Known();
        await dedupe.Handle(Marketing(50, null, ("opted_out", "true")));

        var answer = await dedupe.Handle(Sales(60, "true"));

        Assert.Empty(answer.Operations);
        var outcome = Assert.Single(answer.Outcomes);
        Assert.Equal((Outcomes.Consent, true), (outcome.Outcome, outcome.Final));
        Assert.Equal($"{List} {Outcomes.Consent}", outcome.Detail);
    }

    private async Task Known()
    {
        await dedupe.Handle(Marketing(0, null, ("last_name", "Lind")));
        await dedupe.Handle(Sales(10, null, ("last_name", "Lind")));
    }

    private PersonChange Marketing(int at, string? list, params (string, string?)[] fields) => Change.Of(_contact, _email, at, [(List, list), .. fields]);

    private PersonChange Sales(int at, string? list, params (string, string?)[] fields) =>
        Change.Of(_lead, _email, at, [(List, list), .. fields]) with { Source = "sales", Module = "Leads", BetterModules = ["Contacts"] };
}
