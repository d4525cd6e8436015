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
        Assert.Equal(0, await host.Database.Count("identity.person", "email = @after", new { after }));
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
