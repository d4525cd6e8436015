using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

public sealed class IdentityTests(DedupeHost host) : IClassFixture<DedupeHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_envelopes_at_once_with_one_new_address_make_one_person()
    {
        var email = Some.Email();
        var changes = Enumerable.Range(0, 50).Select(number => Change.Of($"{Some.Number()}", email, number)).ToList();

        await Task.WhenAll(changes.Select(change => Task.Run(() => host.Resolve.Consume([change], Ct), Ct)));

        Assert.Equal(1, await host.Database.Count("identity.person", "email = @email", new { email }));
        Assert.Equal(1, await host.Database.Count("identity.identifier", "value = @email", new { email }));
        var persons = await host.Database.Query<long>(
            "select distinct person_id from identity.link where record_id = any(@ids)",
            new { ids = changes.Select(change => change.RecordId).ToArray() });
        Assert.Single(persons);
    }

    [Fact]
    public async Task Envelopes_that_hold_the_same_people_in_another_order_do_not_stop_each_other()
    {
        var people = Enumerable.Range(0, 40).Select(_ => (Record: $"{Some.Number()}", Email: Some.Email())).ToList();
        PersonChange[] Shuffled(int seed) =>
            [.. new Random(seed).GetItems(people.ToArray(), 80).Select(person => Change.Of(person.Record, person.Email))];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(seed => Task.Run(() => host.Resolve.Consume(Shuffled(seed), Ct), Ct)));

        Assert.Equal(40, await host.Database.Count(
            "identity.person", "email = any(@emails)", new { emails = people.Select(person => person.Email).ToArray() }));
    }

    [Fact]
    public async Task An_address_is_one_whatever_its_capitals()
    {
        var email = Some.Email();

        var first = await host.Handle(Change.Of($"{Some.Number()}", email.ToUpperInvariant()));
        var second = await host.Handle(Change.Of($"{Some.Number()}", $" <{email}> "));

        Assert.Equal(first.Outcomes.Single().PersonId, second.Outcomes.Single().PersonId);
    }

    [Fact]
    public async Task A_redelivered_envelope_makes_no_second_person_and_asks_under_the_same_key()
    {
        var change = Change.Of($"{Some.Number()}", Some.Email(), 0, ("first_name", "Ada"));

        var first = await host.Handle(change);
        var again = await host.Handle(change);

        Assert.Equal(first.Writes.Single().Key, again.Writes.Single().Key);
        Assert.Equal(first.Writes.Single().PersonId, again.Writes.Single().PersonId);
        Assert.Equal(1, await host.Database.Count("identity.person", "email = @Email", new { change.Email }));
    }

    [Fact]
    public async Task A_known_record_stays_one_person_when_its_address_changes()
    {
        var record = $"{Some.Number()}";
        var (before, after) = (Some.Email(), Some.Email());
        var first = await host.Handle(Change.Of(record, before, 0));

        var second = await host.Handle(Change.Of(record, after, 10));

        Assert.Equal(first.Outcomes.Single().PersonId, second.Outcomes.Single().PersonId);
        Assert.Equal((after, after), (second.Writes.Single().Email, second.Writes.Single().Fields["email"]));
        Assert.Equal([before], second.Writes.Single().FormerEmails);
        Assert.Equal(1, await host.Database.Count("identity.person", "email = @after", new { after }));
        Assert.Equal(0, await host.Database.Count("identity.person", "email = @before", new { before }));
        Assert.Equal(
            [(after, true), (before, false)],
            (await host.Database.Query<(string Value, bool IsCurrent)>(
                "select value, valid_to is null from identity.identifier where value = any(@both) order by value = @before",
                new { both = new[] { before, after }, before })));
    }

    [Fact]
    public async Task Who_comes_under_a_former_address_is_the_same_person_and_keeps_the_present_one()
    {
        var (record, twin) = ($"{Some.Number()}", $"{Some.Number()}");
        var (before, after) = (Some.Email(), Some.Email());
        var first = await host.Handle(Change.Of(record, before, 0));
        await host.Handle(Change.Of(record, after, 10));

        var late = await host.Handle(Change.Of(twin, before, 20, ("first_name", "Ada")));
        var again = await host.Handle(Change.Of(twin, before, 30, ("first_name", "Ida")));

        Assert.All([late, again], answer =>
        {
            Assert.Equal(first.Outcomes.Single().PersonId, answer.Outcomes.Single().PersonId);
            Assert.Equal(after, answer.Writes.Single(write => write.Target == "sales").Email);
        });
        var moved = await host.Handle(Change.Of(twin, Some.Email(), 40));
        Assert.NotEqual(after, moved.Writes[0].Email);
    }

    [Fact]
    public async Task An_address_that_somebody_else_has_is_not_taken_and_waits_for_a_person_to_decide()
    {
        var (ada, ida) = (Some.Email(), Some.Email());
        var record = $"{Some.Number()}";
        var first = await host.Handle(Change.Of(record, ada, 0));
        var second = await host.Handle(Change.Of($"{Some.Number()}", ida, 0));

        var claimed = await host.Handle(Change.Of(record, ida, 10, ("first_name", "Ada")));
        await host.Handle(Change.Of(record, ida, 20, ("first_name", "Ada")));

        var write = Assert.Single(claimed.Writes);
        Assert.Equal((ada, "Ada"), (write.Email, write.Fields["first_name"]));
        Assert.Contains("email review", claimed.Outcomes.Single().Detail!, StringComparison.Ordinal);
        var review = Assert.Single(await host.Database.Query<(string Address, long Person, long Other)>(
            "select address, person_id, other_id from identity.review where record_id = @record", new { record }));
        Assert.Equal((ida, first.Outcomes.Single().PersonId!.Value, second.Outcomes.Single().PersonId!.Value), review);
    }

    [Fact]
    public async Task A_record_that_is_gone_is_nobodys_and_the_next_change_goes_where_the_person_is_found_or_made()
    {
        var (record, lead, email) = ($"{Some.Number()}", $"{Some.Number()}", Some.Email());
        var first = await host.Handle(Change.Of(record, email, 0, ("first_name", "Ada"), ("phone", "1")));
        await host.Learn.Consume([first.Writes.Single().Settled("Leads", lead)], Ct);

        var gone = await host.Handle(Change.Of(lead, null, 5) with { Source = "sales", Module = "Leads", IsGone = true });
        var next = await host.Handle(Change.Of(record, email, 10, ("phone", "2")));

        Assert.Equal((Outcomes.Gone, true, 0), (gone.Outcomes.Single().Outcome, gone.Outcomes.Single().Final, gone.Writes.Count));
        var write = next.Writes.Single();
        Assert.Equal((null, null), (write.Module, write.RecordId));
        Assert.Equal(["email", "first_name", "phone"], write.Fields.Keys.Order());
        Assert.Equal("gone", Assert.Single(await host.Database.Query<string>(
            "select reason from identity.link_history where record_id = @lead", new { lead })));

        var unknown = await host.Handle(Change.Of($"{Some.Number()}", null) with { Source = "sales", Module = "Leads", IsGone = true });
        Assert.Equal(Outcomes.Gone, unknown.Outcomes.Single().Outcome);
    }

    [Fact]
    public async Task Of_two_records_of_a_person_in_one_system_the_better_modules_speaks()
    {
        var email = Some.Email();
        var contact = Change.Of($"{Some.Number()}", email, 0, ("phone", "1")) with { Source = "sales", Module = "Contacts" };
        var lead = Change.Of($"{Some.Number()}", email, 5, ("phone", "2")) with
        {
            Source = "sales", Module = "Leads", BetterModules = ["Contacts"],
        };
        await host.Handle(contact);

        var behind = await host.Handle(lead);

        Assert.Empty(behind.Writes);
        Assert.Equal(("filtered: other-record", true), (behind.Outcomes.Single().Outcome, behind.Outcomes.Single().Final));
    }

    [Fact]
    public async Task A_change_without_an_address_belongs_to_whom_its_record_is_known_as()
    {
        var record = $"{Some.Number()}";
        var known = await host.Handle(Change.Of(record, Some.Email()));

        var tagged = await host.Handle(Change.Of(record, null, 5, ("first_name", "Ada")));

        Assert.Equal(known.Outcomes.Single().PersonId, tagged.Outcomes.Single().PersonId);
    }

    [Fact]
    public async Task A_change_without_an_address_is_known_by_the_one_that_travels_beside_it()
    {
        var (record, email) = ($"{Some.Number()}", Some.Email());

        var answer = await host.Handle(Change.Of(record, null, 0, ("first_name", "Ada")), Change.Of(record, email, 1));

        Assert.Single(answer.Outcomes.Select(outcome => outcome.PersonId).Distinct());
        Assert.DoesNotContain(answer.Outcomes, outcome => outcome.Outcome.StartsWith(Outcomes.Filtered, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "no email address")]
    [InlineData("not-an-address", "not one that mail could go to")]
    public async Task A_change_of_an_unknown_record_without_an_address_is_filtered(string? email, string why)
    {
        var answer = await host.Handle(Change.Of($"{Some.Number()}", email));

        var outcome = Assert.Single(answer.Outcomes);
        Assert.Empty(answer.Writes);
        Assert.Equal(("filtered: no-email", true, Stages.Matched), (outcome.Outcome, outcome.Final, outcome.Stage));
        Assert.Contains(why, outcome.Detail!, StringComparison.Ordinal);
    }
}
