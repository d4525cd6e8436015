using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>A tag goes to the other side as an operation of its own, once, and comes back off when either side takes it off.</summary>
public sealed class TagTests(TagHost dedupe) : IClassFixture<TagHost>
{
    private const string Tag = "tag:vip";
    private readonly string _email = Some.Email();
    private readonly string _contact = $"{Some.Number()}";
    private readonly string _lead = $"{Some.Number()}";

    [Fact]
    public async Task A_tag_of_marketing_is_put_on_at_sales_by_an_operation_that_ends_the_delivery_and_asked_for_once()
    {
        await Known();
        var change = Marketing(60, "true");

        var answer = await dedupe.Handle(change);
        var twice = await dedupe.Handle(change);
        var again = await dedupe.Handle(Marketing(70, "true"), Sales(71, null));

        var put = Assert.Single(answer.Operations);
        Assert.Equal(($"{change.Key}>sales!{Tag}", "Leads", _lead, "VIP customer", false, true),
            (put.Key, put.Module, put.RecordId, put.Tag, put.TakesOff, put.EndsDelivery));
        Assert.Empty(answer.Writes);
        var outcome = Assert.Single(answer.Outcomes);
        Assert.Equal((Outcomes.Passed, false, "tag VIP customer to sales"), (outcome.Outcome, outcome.Final, outcome.Detail));
        // The same change asks for the same once more: the writer knows it by its key. Others find it on its way.
        Assert.Equal(put, Assert.Single(twice.Operations));
        Assert.Empty(again.Operations);
        Assert.All(again.Outcomes, each => Assert.True(each.Final));
    }

    [Fact]
    public async Task The_echo_is_one_and_whoever_takes_it_off_at_sales_takes_it_off_at_marketing()
    {
        await Known();
        var put = Assert.Single((await dedupe.Handle(Marketing(60, "true"))).Operations);
        Assert.Empty((await Settle(put, 62)).Operations);

        // A look at the lead from before the call says nothing of it, its echo nothing new.
        var early = await dedupe.Handle(Sales(61, null));
        var echo = await dedupe.Handle(Sales(63, "true"));
        var off = await dedupe.Handle(Sales(80, null));

        Assert.Empty(early.Operations.Concat(echo.Operations));
        var taken = Assert.Single(off.Operations);
        Assert.Equal(("marketing", "vip", true, _contact), (taken.Target, taken.Tag, taken.TakesOff, taken.RecordId));
    }

    [Fact]
    public async Task One_that_was_taken_off_while_it_was_put_on_is_taken_off_there_once_that_is_known()
    {
        await Known();
        var put = Assert.Single((await dedupe.Handle(Marketing(60, "true"))).Operations);
        var off = await dedupe.Handle(Marketing(61, null));
        Assert.Empty(off.Operations);

        var late = await Settle(put, 65);
        var twice = await Settle(put, 65);

        var taken = Assert.Single(late.Operations);
        Assert.Equal(("sales", "VIP customer", true, false), (taken.Target, taken.Tag, taken.TakesOff, taken.EndsDelivery));
        Assert.Empty(twice.Operations);
        Assert.Empty((await Settle(taken, 67)).Operations);
    }

    [Fact]
    public async Task With_a_person_who_is_only_being_made_it_is_asked_for_beside_and_ends_nothing()
    {
        var answer = await dedupe.Handle(Marketing(0, "true", ("last_name", "Lind")));

        Assert.Equal("sales", Assert.Single(answer.Writes).Target);
        Assert.DoesNotContain(Tag, answer.Writes[0].Fields.Keys);
        var put = Assert.Single(answer.Operations);
        Assert.Equal((null, false), (put.RecordId, put.EndsDelivery));
    }

    [Fact]
    public async Task What_the_target_refused_is_not_asked_for_again_by_every_change()
    {
        await Known();
        var put = Assert.Single((await dedupe.Handle(Marketing(60, "true"))).Operations);
        await Settle(put, 62, $"{Outcomes.DeadLettered}: {FailureClasses.Validation}");

        var answer = await dedupe.Handle(Sales(80, null, ("phone", "+4670")));

        Assert.Empty(answer.Operations);
    }

    [Theory]
    [InlineData(FailureClasses.Validation)]
    [InlineData(FailureClasses.NotFound)]
    public async Task What_was_refused_is_asked_for_again_where_somebody_says_it_anew(string why)
    {
        await Known();
        var put = Assert.Single((await dedupe.Handle(Marketing(60, "true"))).Operations);
        await Settle(put, 62, $"{Outcomes.DeadLettered}: {why}");
        Assert.Empty((await dedupe.Handle(Marketing(70, "true"))).Operations);

        await dedupe.Handle(Marketing(80, null));
        var anew = await dedupe.Handle(Marketing(90, "true"));

        Assert.Equal("VIP customer", Assert.Single(anew.Operations).Tag);
    }

    [Fact]
    public async Task Who_wants_no_mail_gets_his_tags_and_no_mail()
    {
        await Known();
        await dedupe.Handle(Marketing(60, null, ("opted_out", "true")));

        var on = await dedupe.Handle(Marketing(70, "true"));
        var off = await dedupe.Handle(Sales(71, "true"), Sales(80, null, ("opted_out", "false")));

        Assert.Equal([("sales", false), ("marketing", true)], on.Operations.Concat(off.Operations).Select(tag => (tag.Target, tag.TakesOff)));
        Assert.All(on.Operations.Concat(off.Operations), tag => Assert.Null(tag.Set));
        Assert.All(on.Writes.Concat(off.Writes), write => Assert.Equal("true", write.Fields.GetValueOrDefault("opted_out", "true")));
    }

    private Task<Answer> Settle(OperationRequest request, int at, string outcome = Outcomes.Written) => dedupe.After(() => dedupe.LearnTags.Consume(
        [
            new SettledOperation
            {
                Key = request.Key, Mark = request.Mark, Target = request.Target, Outcome = outcome, Module = request.Module, RecordId = request.RecordId,
                Tag = new MirroredTag(request.PersonId, request.Mirrors!, !request.TakesOff), At = Some.Moment.AddSeconds(at),
            },
        ], TestContext.Current.CancellationToken));

    private async Task Known()
    {
        await dedupe.Handle(Marketing(0, null, ("last_name", "Lind")));
        await dedupe.Handle(Sales(10, null, ("last_name", "Lind")));
    }

    private PersonChange Marketing(int at, string? tag, params (string, string?)[] fields) => Change.Of(_contact, _email, at, [(Tag, tag), .. fields]);

    private PersonChange Sales(int at, string? tag, params (string, string?)[] fields) =>
        Change.Of(_lead, _email, at, [(Tag, tag), .. fields]) with { Source = "sales", Module = "Leads", BetterModules = ["Contacts"] };
}
