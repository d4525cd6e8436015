using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Somebody decides whether two persons that claim one address are one. Once decided it holds, whatever comes again or at once.</summary>
public sealed class DecidingTests(TwoWayHost dedupe) : IClassFixture<TwoWayHost>
{
    private readonly (string Ada, string Ida) _emails = (Some.Email(), Some.Email());
    private readonly (string Ada, string Ida) _contacts = ($"{Some.Number()}", $"{Some.Number()}");
    private readonly (string Ada, string Ida) _leads = ($"{Some.Number()}", $"{Some.Number()}");
    private WriteRequest? _adasOnItsWay;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_person_has_all_records_and_addresses_and_those_on_both_sides_stay_visible_as_superseded()
    {
        var review = await Contested();

        var joined = await Decide(Decision(review, same: true));

        var links = await dedupe.Database.Query<(string Record, long Person, bool IsSuperseded)>(
            "select record_id, person_id, superseded_at is not null from identity.link where record_id = any(@records) order by 1",
            new { records = new[] { _contacts.Ada, _contacts.Ida, _leads.Ada, _leads.Ida } });
        Assert.All(links, link => Assert.Equal(review.Owner.Id, link.Person));
        Assert.Equal(new[] { _contacts.Ada, _leads.Ada }.Order(), links.Where(link => link.IsSuperseded).Select(link => link.Record).Order());
        Assert.Equal(2, await dedupe.Database.Count(
            "identity.link_history", "person_id = @gone and reason = 'same-person'", new { gone = review.Claimant.Id }));
        var note = Assert.Single(joined.Reviews);
        Assert.Equal((false, true, "grace"), (note.IsOpen, note.AreSame, note.DecidedBy));
        Assert.Equal(new[] { _emails.Ada, _emails.Ida }.Order(), note.Owner.Addresses.Order());
        Assert.Equal((Outcomes.SamePerson, false), (joined.Outcomes.Single().Outcome, joined.Outcomes.Single().Final));
    }

    [Fact]
    public async Task What_only_one_of_them_knew_goes_to_the_records_of_both()
    {
        var joined = await Decide(Decision(await Contested(), same: true));

        var write = Assert.Single(joined.Writes, request => request.Target == "sales");
        Assert.Equal((_leads.Ida, "1"), (write.RecordId, write.Fields["phone"]));
        Assert.Equal(_emails.Ida, write.Email);
        Assert.DoesNotContain(joined.Writes, request => request.RecordId == _leads.Ada || request.RecordId == _contacts.Ada);
    }

    [Fact]
    public async Task A_record_that_only_the_other_one_had_is_written_to_from_now_on()
    {
        var review = await Contested(idaHasALead: false);

        var joined = await Decide(Decision(review, same: true));

        var write = Assert.Single(joined.Writes, request => request.Target == "sales");
        Assert.Equal((_leads.Ada, _emails.Ida), (write.RecordId, write.Fields["email"]));
    }

    [Fact]
    public async Task What_the_others_record_says_afterwards_is_said_of_the_one_and_what_it_repeats_is_no_news()
    {
        var review = await Contested();
        await Decide(Decision(review, same: true));

        var again = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 60, ("first_name", "Ada"), ("phone", "1")));
        var edit = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 70, ("first_name", "Ada"), ("phone", "7")));

        Assert.Equal(review.Owner.Id, again.Outcomes.Single().PersonId);
        Assert.DoesNotContain(again.Writes, write => write.Fields.ContainsKey("first_name"));
        Assert.Equal(review.Owner.Id, edit.Outcomes.Single().PersonId);
        Assert.Contains(edit.Writes, write => write.RecordId == _leads.Ida && write.Fields.GetValueOrDefault("phone") == "7");
        Assert.DoesNotContain(edit.Writes, write => write.RecordId == _contacts.Ada);
        Assert.Empty(edit.Reviews);
    }

    [Fact]
    public async Task Two_persons_stay_two_and_nobody_is_asked_again_whoever_claims_what()
    {
        var review = await Contested();

        var told = await Decide(Decision(review, same: false));
        var again = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 60, ("phone", "8")));
        var reversed = await dedupe.Handle(Change.Of(_contacts.Ida, _emails.Ada, 70));

        Assert.Equal((false, false), (told.Reviews.Single().IsOpen, told.Reviews.Single().AreSame));
        Assert.Equal(Outcomes.DifferentPerson, told.Outcomes.Single().Outcome);
        Assert.Empty(again.Reviews);
        Assert.Empty(reversed.Reviews);
        Assert.Equal(review.Claimant.Id, again.Outcomes.Single().PersonId);
        Assert.Contains("email different-person", again.Outcomes.Single().Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_found_to_be_somebody_else_stays_so_when_he_becomes_one_with_a_third()
    {
        var review = await Contested();
        var (third, address) = ($"{Some.Number()}", Some.Email());
        await dedupe.Handle(Change.Of(third, address, 0));
        var other = Assert.Single((await dedupe.Handle(Change.Of(_contacts.Ada, address, 30))).Reviews);
        await Decide(Decision(other, same: false));
        await Decide(Decision(review, same: true));

        var asked = await dedupe.Handle(Change.Of(_contacts.Ida, address, 80));

        Assert.Empty(asked.Reviews);
        Assert.Contains("email different-person", asked.Outcomes.Single().Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_decisions_at_once_the_first_counts_and_each_is_answered_with_how_it_stands()
    {
        var review = await Contested();
        var decisions = Enumerable.Range(0, 12).Select(number => Decision(review, same: number % 3 != 0)).ToList();

        var told = await dedupe.After(() => Task.WhenAll(
            decisions.Select(decision => Task.Run(() => dedupe.Decisions.Consume([decision], Ct), Ct))));

        Assert.Equal(12, told.Reviews.Count);
        Assert.Single(told.Reviews.Select(note => note.AreSame).Distinct());
        Assert.Single(told.Outcomes);
        var again = await Decide(decisions[0], decisions[0]);
        Assert.Empty(again.Writes);
        Assert.Empty(again.Outcomes);
    }

    [Fact]
    public async Task Deliveries_of_both_that_come_while_they_become_one_all_reach_the_one()
    {
        var review = await Contested();
        var deliveries = Enumerable.Range(0, 60).Select(number => number % 2 == 0
            // Without an address: one of her own would take the claim back, and with it the question.
            ? Change.Of(_contacts.Ada, null, 100 + number, ("phone", $"{number}"))
            : Change.Of(_contacts.Ida, _emails.Ida, 100 + number, ("phone", $"{number}"))).ToList();

        var told = await dedupe.After(() => Task.WhenAll(deliveries
            .Select(change => Task.Run(() => dedupe.Resolve.Consume([change], Ct), Ct))
            .Append(Task.Run(() => dedupe.Decisions.Consume([Decision(review, same: true)], Ct), Ct))));

        Assert.All(deliveries, change => Assert.Single(told.Outcomes, outcome => outcome.Key == change.Key));
        Assert.Equal(0, await dedupe.Database.Count("identity.link", "person_id = @gone", new { gone = review.Claimant.Id }));
        Assert.Equal(0, await dedupe.Database.Count("identity.identifier", "person_id = @gone", new { gone = review.Claimant.Id }));
        var after = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ada, 300, ("phone", "last")));
        Assert.Equal(review.Owner.Id, after.Outcomes.Single().PersonId);
    }

    [Fact]
    public async Task A_delivery_that_waits_for_somebody_while_he_becomes_another_reaches_that_one()
    {
        var review = await Contested();
        var delivery = Change.Of(_contacts.Ada, _emails.Ada, 100, ("phone", "5"));
        await using var connection = await dedupe.Source.OpenConnectionAsync(Ct);
        await using var hold = await connection.BeginTransactionAsync(Ct);
        await hold.Lock([review.Claimant.Id]);

        var told = await dedupe.After(async () =>
        {
            var decided = Task.Run(() => dedupe.Decisions.Consume([Decision(review, same: true)], Ct), Ct);
            await Waiting(1);
            var resolved = Task.Run(() => dedupe.Resolve.Consume([delivery], Ct), Ct);
            await Waiting(2);
            await hold.RollbackAsync(Ct);
            await Task.WhenAll(decided, resolved);
        });

        Assert.Equal(review.Owner.Id, told.Outcomes.Single(outcome => outcome.Key == delivery.Key).PersonId);
        Assert.Contains(told.Writes, write => write.RecordId == _leads.Ida && write.Fields.GetValueOrDefault("phone") == "5");
    }

    [Fact]
    public async Task A_record_that_was_made_for_the_other_one_is_the_ones()
    {
        var review = await Contested();
        await Decide(Decision(review, same: true));
        var made = $"{Some.Number()}";

        await dedupe.Learn.Consume([_adasOnItsWay!.Settled("Contacts", made) with { KnownAt = DateTimeOffset.UtcNow }], Ct);

        Assert.Equal(review.Owner.Id, (await dedupe.Database.Query<long>(
            "select person_id from identity.link where record_id = @made", new { made })).Single());
    }

    [Fact]
    public async Task Of_what_is_not_asked_nothing_comes()
    {
        var told = await Decide(new DecideReview { Id = Guid.NewGuid(), ReviewId = long.MaxValue, AreSame = true, By = "grace", At = Some.Moment });

        Assert.Empty(told.Reviews);
        Assert.Empty(told.Outcomes);
    }

    /// <summary>Both have a contact and a lead, and Ada's contact says Ida's address. Only Ada has a phone.</summary>
    private async Task<ReviewNoted> Contested(bool idaHasALead = true)
    {
        _adasOnItsWay = (await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ada, 0, ("first_name", "Ada"), ("phone", "1")))).Writes.Single();
        await dedupe.Learn.Consume([_adasOnItsWay.Settled("Leads", _leads.Ada)], Ct);
        var ida = await dedupe.Handle(Change.Of(_contacts.Ida, _emails.Ida, 1, ("first_name", "Ida")));
        if (idaHasALead)
        {
            await dedupe.Learn.Consume([ida.Writes.Single().Settled("Leads", _leads.Ida)], Ct);
        }

        return Assert.Single((await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 20, ("first_name", "Ada"), ("phone", "1")))).Reviews);
    }

    private Task Waiting(int count) => Eventually.Within(TimeSpan.FromSeconds(30), async () => (await dedupe.Database.Query<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).Single() == count);

    private Task<Answer> Decide(params DecideReview[] decisions) => dedupe.After(() => dedupe.Decisions.Consume(decisions, Ct));

    private static DecideReview Decision(ReviewNoted review, bool same) => new()
    {
        Id = Guid.NewGuid(), ReviewId = review.Id, AreSame = same, By = "grace", At = DateTimeOffset.UtcNow,
    };
}
