using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>An opt-out counts from whichever record says it, and goes to all of them: mail is sent to records.</summary>
public sealed class OptOutTests(OptOutHost dedupe) : IClassFixture<OptOutHost>
{
    private readonly string _email = Some.Email();
    private readonly string _contact = $"{Some.Number()}";
    private readonly (string Lead, string Contact) _crm = ($"{Some.Number()}", $"{Some.Number()}");

    [Fact]
    public async Task One_from_marketing_goes_to_the_contact_by_its_route_and_to_the_lead_beside_it()
    {
        await Known();

        var answer = await dedupe.Handle(Change.Of(_contact, _email, 60, ("opted_out", "true")));

        var write = Assert.Single(answer.Writes);
        Assert.Equal(("Contacts", _crm.Contact, WritePriority.OptOut), (write.Module, write.RecordId, write.Priority));
        var beside = Assert.Single(answer.Operations);
        Assert.Equal(("sales", "Leads", _crm.Lead, WritePriority.OptOut), (beside.Target, beside.Module, beside.RecordId, beside.Priority));
        Assert.Equal("true", beside.Set!["Email_Opt_Out"]);
    }

    [Fact]
    public async Task One_that_a_lead_behind_its_contact_says_goes_everywhere_and_only_once()
    {
        await Known();

        var said = Crm("Leads", _crm.Lead, 60, ("opted_out", "true"), ("first_name", "Nobody"));
        var answer = await dedupe.Handle(said);
        var again = await dedupe.Handle(said, Crm("Leads", _crm.Lead, 70, ("opted_out", "true")));

        Assert.Equal([("marketing", _contact), ("sales", _crm.Contact)], answer.Writes.Select(write => (write.Target, write.RecordId)).Order());
        Assert.All(answer.Writes, write => Assert.Equal(["opted_out"], write.Fields.Keys));
        Assert.Empty(answer.Operations);
        Assert.Empty(again.Writes);
        Assert.Empty(again.Operations);
        Assert.All(again.Outcomes, outcome => Assert.Equal("filtered: other-record", outcome.Outcome));
    }

    [Fact]
    public async Task What_else_a_lead_behind_its_contact_says_stays_there_a_no_as_well()
    {
        await Known();

        var answer = await dedupe.Handle(Crm("Leads", _crm.Lead, 60, ("opted_out", "false"), ("first_name", "Nobody")));

        Assert.Equal("filtered: other-record", Assert.Single(answer.Outcomes).Outcome);
        Assert.Empty(answer.Writes);
    }

    [Fact]
    public async Task A_further_record_of_who_has_opted_out_gets_it_when_it_is_first_heard_of()
    {
        await Known();
        await dedupe.Handle(Change.Of(_contact, _email, 60, ("opted_out", "true")));
        var further = Crm("Leads", $"{Some.Number()}", 90, ("first_name", "Ada"));

        var first = await dedupe.Handle(further);
        var later = await dedupe.Handle(further with { Key = $"{Some.Number()}", ChangedAt = further.ChangedAt.AddSeconds(9) });

        Assert.Equal(further.RecordId, Assert.Single(first.Operations).RecordId);
        Assert.Empty(first.Writes);
        Assert.Empty(later.Operations);
    }

    /// <param name="made">Before the opt-out stood at the lead, so that the lead's hides that the contact has none; or after it.</param>
    [Theory]
    [InlineData(30)]
    [InlineData(90)]
    public async Task A_contact_that_takes_the_place_of_a_lead_with_an_opt_out_gets_it_once(int made)
    {
        await dedupe.Handle(Change.Of(_contact, _email, 0, ("first_name", "Ada")));
        await dedupe.Handle(Crm("Leads", _crm.Lead, 10, ("first_name", "Ada"), ("opted_out", "false")));
        var atLead = (await dedupe.Handle(Change.Of(_contact, _email, 60, ("opted_out", "true")))).Writes.Single();
        await dedupe.Learn.Consume([atLead.Settled("Leads", _crm.Lead) with { KnownAt = Some.Moment.AddSeconds(62) }], TestContext.Current.CancellationToken);

        var answer = await dedupe.Handle(Crm("Contacts", _crm.Contact, made, ("first_name", "Ada"), ("opted_out", "false")));

        Assert.Equal([_crm.Contact], answer.Operations.Select(each => each.RecordId)
            .Concat(answer.Writes.Where(write => write.Fields.ContainsKey("opted_out")).Select(write => write.RecordId)));
    }

    [Fact]
    public async Task A_replay_asks_the_other_records_once_more()
    {
        await Known();
        var change = Change.Of(_contact, _email, 60, ("opted_out", "true"));
        var first = await dedupe.Handle(change);

        var twice = await dedupe.Handle(change);
        var replayed = await dedupe.Handle(change with { Key = $"{change.DeliveryId}#1", Replay = 1 });

        Assert.Empty(twice.Operations);
        Assert.NotEqual(Assert.Single(first.Operations).Key, Assert.Single(replayed.Operations).Key);
    }

    [Fact]
    public async Task Of_two_who_become_one_the_records_that_are_not_written_to_any_more_get_it_too()
    {
        var (idas, lead, other) = (Some.Email(), $"{Some.Number()}", $"{Some.Number()}");
        await dedupe.Handle(Change.Of(_contact, _email, 0, ("first_name", "Ada")), Change.Of(other, idas, 0, ("first_name", "Ida")));
        await dedupe.Handle(Crm("Leads", _crm.Lead, 1, ("first_name", "Ada")), Crm("Leads", lead, 1, ("first_name", "Ida")) with { Email = idas });
        await dedupe.Handle(Change.Of(other, idas, 10, ("opted_out", "true")));
        var review = Assert.Single((await dedupe.Handle(Change.Of(_contact, idas, 20, ("first_name", "Ada")))).Reviews);

        var answer = await dedupe.After(() => dedupe.Decisions.Consume(
            [new DecideReview { Id = Guid.NewGuid(), ReviewId = review.Id, AreSame = true, By = "grace", At = DateTimeOffset.UtcNow }],
            TestContext.Current.CancellationToken));

        Assert.Equal(
            [("marketing", "contacts", _contact), ("sales", "Leads", _crm.Lead)],
            answer.Operations.Select(each => (each.Target, each.Module!, each.RecordId!)).Order());
    }

    private async Task Known()
    {
        await dedupe.Handle(Change.Of(_contact, _email, 0, ("first_name", "Ada"), ("last_name", "Lind")));
        await dedupe.Handle(Crm("Leads", _crm.Lead, 10, ("first_name", "Ada"), ("last_name", "Lind"), ("opted_out", "false")));
        await dedupe.Handle(Crm("Contacts", _crm.Contact, 20, ("first_name", "Ada"), ("last_name", "Lind"), ("opted_out", "false")));
    }

    private PersonChange Crm(string module, string record, int at, params (string, string?)[] fields) => Change.Of(record, _email, at, fields) with
    {
        Source = "sales", Module = module, BetterModules = module == "Leads" ? ["Contacts"] : null,
    };
}
