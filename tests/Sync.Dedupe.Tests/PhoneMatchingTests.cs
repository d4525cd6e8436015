using System.Globalization;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Persons without an address are known by their phone number, and get their address when somebody says it with that number.</summary>
public sealed class PhoneMatchingTests(PhoneHost dedupe) : IClassFixture<PhoneHost>
{
    private static int _numbers = Random.Shared.Next(100_000);

    // Swedish mobile numbers are +46 70 and seven digits.
    private readonly string _phone = string.Create(CultureInfo.InvariantCulture, $"+4670{Interlocked.Increment(ref _numbers):0000000}");
    private readonly (string Ada, string Ida) _emails = (Some.Email(), Some.Email());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_only_a_number_is_one_person_however_it_is_written_and_goes_nowhere_yet()
    {
        var first = await dedupe.Handle(Lead(null, _phone));
        var second = await dedupe.Handle(Lead(null, $"{_phone[..3]} {_phone[3..5]}-{_phone[5..]}"));

        Assert.Equal(PersonOf(first), PersonOf(second));
        Assert.Empty(first.Writes.Concat(second.Writes));
        Assert.Equal(("filtered: no-email", (string?)null), (first.Outcomes.Single().Outcome, first.Outcomes.Single().Email));
    }

    [Fact]
    public async Task Somebody_with_an_address_and_that_number_is_the_same_and_his_lead_gets_the_address()
    {
        var lead = Lead(null, _phone);
        var before = await dedupe.Handle(lead);

        var after = await dedupe.Handle(Contact(_emails.Ada, _phone));

        Assert.Equal(PersonOf(before), PersonOf(after));
        var write = Assert.Single(after.Writes);
        Assert.Equal(("sales", lead.RecordId, _emails.Ada, _emails.Ada), (write.Target, write.RecordId, write.Email, write.Fields["email"]));
        Assert.Empty(after.Reviews);
        Assert.Null(write.FormerEmails);
    }

    [Fact]
    public async Task A_lead_without_an_address_is_the_known_person_who_has_its_number()
    {
        var known = await dedupe.Handle(Contact(_emails.Ada, _phone));

        Assert.Equal(PersonOf(known), PersonOf(await dedupe.Handle(Lead(null, _phone))));
    }

    [Fact]
    public async Task Two_with_addresses_and_one_number_stay_two_and_it_is_asked()
    {
        var ada = await dedupe.Handle(Contact(_emails.Ada, _phone));
        var ida = await dedupe.Handle(Contact(_emails.Ida, _phone));

        Assert.NotEqual(PersonOf(ada), PersonOf(ida));
        Assert.Equal(_emails.Ida, Assert.Single(ida.Writes).Fields["email"]);
        var review = Assert.Single(ida.Reviews);
        Assert.Equal((_phone, _emails.Ida, _emails.Ada), (review.Address, review.Claimant.Email, review.Owner.Email));
    }

    [Fact]
    public async Task A_number_that_two_were_found_to_share_asks_nothing_any_more()
    {
        await dedupe.Handle(Contact(_emails.Ada, _phone));
        var review = Assert.Single((await dedupe.Handle(Contact(_emails.Ida, _phone))).Reviews);
        await dedupe.Decisions.Consume(
            [new DecideReview { Id = Guid.NewGuid(), ReviewId = review.Id, AreSame = false, By = "ida", At = Some.Moment }], Ct);

        Assert.Empty((await dedupe.Handle(Contact(Some.Email(), _phone))).Reviews);
    }

    [Fact]
    public async Task What_is_no_number_makes_nobody()
    {
        var answer = await dedupe.Handle(Lead(null, "call me"), Lead(null, "0701234567"));

        Assert.All(answer.Outcomes, outcome => Assert.Equal(("filtered: no-email", (long?)null), (outcome.Outcome, outcome.PersonId)));
    }

    [Fact]
    public async Task Fifty_first_events_of_one_number_at_once_are_one_person()
    {
        var changes = Enumerable.Range(0, 50).Select(_ => Lead(null, _phone)).ToList();

        await Parallel.ForEachAsync(changes, Ct, async (change, ct) => await dedupe.Resolve.Consume([change], ct));

        var persons = await dedupe.Database.Query<long>(
            "select distinct person_id from identity.link where record_id = any(@ids)", new { ids = changes.Select(change => change.RecordId).ToArray() });
        Assert.Single(persons);
        Assert.Single(await dedupe.Database.Query<long>("select person_id from identity.identifier where value = @phone", new { phone = _phone }));
    }

    private static long PersonOf(Answer answer) => answer.Outcomes.Single().PersonId!.Value;

    private static PersonChange Contact(string email, string phone) => Change.Of($"{Some.Number()}", email, 9, ("phone", phone));

    private static PersonChange Lead(string? email, string phone) => Change.Of($"L{Some.Number()}", email, 0, ("phone", phone)) with
    {
        Source = "sales", Module = "Leads", BetterModules = ["Contacts"],
    };
}
