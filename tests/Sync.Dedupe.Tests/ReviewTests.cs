using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>Two persons claim one address: it is told once, with what is known of both.</summary>
public sealed class ReviewTests(TwoWayHost dedupe) : IClassFixture<TwoWayHost>
{
    private readonly (string Ada, string Ida) _emails = (Some.Email(), Some.Email());
    private readonly (string Ada, string Ida) _contacts = ($"{Some.Number()}", $"{Some.Number()}");

    [Fact]
    public async Task A_contested_address_is_told_with_what_is_known_of_both()
    {
        var review = Assert.Single((await Contested()).Reviews);

        Assert.Equal((_emails.Ida, _contacts.Ada, true), (review.Address, review.RecordId, review.IsOpen));
        Assert.Equal((_emails.Ada, _emails.Ida), (review.Claimant.Email, review.Owner.Email));
        Assert.Equal("Ada", review.Claimant.Fields.Single(field => field.Name == "first_name").Value);
        Assert.Equal(("marketing", _contacts.Ida), (review.Owner.Records.Single().Connection, review.Owner.Records.Single().RecordId));
        Assert.Equal([_emails.Ida], review.Owner.Addresses);
    }

    [Fact]
    public async Task The_same_two_are_told_once_whoever_claims_what_of_the_other_and_however_often()
    {
        await Contested();

        var again = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 30));
        var reversed = await dedupe.Handle(Change.Of(_contacts.Ida, _emails.Ada, 40));

        Assert.Empty(again.Reviews);
        Assert.Empty(reversed.Reviews);
    }

    [Fact]
    public async Task One_that_stood_there_before_anybody_was_told_is_told_when_its_record_speaks_next()
    {
        await Contested();
        await dedupe.Database.Execute("update identity.review set noted_at = null where record_id = @Ada", new { _contacts.Ada });

        var told = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 30));

        Assert.Single(told.Reviews);
    }

    [Fact]
    public async Task A_claim_that_its_record_takes_back_is_closed_by_itself_and_asked_anew_when_it_is_made_again()
    {
        var claimed = Assert.Single((await Contested()).Reviews);

        var back = Assert.Single((await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ada, 30))).Reviews);
        var nothing = await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ada, 31));
        var again = Assert.Single((await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 40))).Reviews);

        Assert.Equal((claimed.Id, false, (bool?)null), (back.Id, back.IsOpen, back.AreSame));
        Assert.Empty(nothing.Reviews);
        Assert.True(again.IsOpen);
        Assert.NotEqual(claimed.Id, again.Id);
    }

    [Fact]
    public async Task A_record_that_is_gone_claims_nothing_any_more()
    {
        var claimed = Assert.Single((await Contested()).Reviews);

        var gone = await dedupe.Handle(Change.Of(_contacts.Ada, null, 30) with { IsGone = true });

        Assert.Equal((claimed.Id, false), (Assert.Single(gone.Reviews).Id, gone.Reviews[0].IsOpen));
    }

    [Fact]
    public async Task A_claim_that_is_repeated_or_a_delivery_from_before_it_closes_nothing()
    {
        var before = Change.Of(_contacts.Ada, _emails.Ada, 5);
        await Contested();

        Assert.Empty((await dedupe.Handle(before)).Reviews);
        Assert.Empty((await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 30))).Reviews);
    }

    [Fact]
    public async Task Of_two_processes_that_decide_one_review_at_once_one_is_followed_and_both_are_answered_alike()
    {
        for (var round = 0; round < 10; round++)
        {
            var (ada, ida) = ($"{Some.Number()}", $"{Some.Number()}");
            var (adas, idas) = (Some.Email(), Some.Email());
            await dedupe.Handle(Change.Of(ada, adas, 0, ("phone", "1")));
            await dedupe.Handle(Change.Of(ida, idas, 1));
            var review = Assert.Single((await dedupe.Handle(Change.Of(ada, idas, 20))).Reviews);
            DecideReview[] decisions = [Decide(review.Id, areSame: true), Decide(review.Id, areSame: false), Decide(review.Id, areSame: true)];

            var answer = await dedupe.After(() => Task.WhenAll(decisions.Select(decision => dedupe.Decisions.Consume([decision], Ct))));

            Assert.Equal(3, answer.Reviews.Count);
            var isSame = Assert.Single(answer.Reviews.Select(note => note.AreSame).Distinct());
            Assert.Single(answer.Outcomes);
            var persons = await dedupe.Database.Query<long>(
                "select distinct person_id from identity.link where record_id = any(@ids)", new { ids = new[] { ada, ida } });
            Assert.Equal(isSame == true ? 1 : 2, persons.Count);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DecideReview Decide(long review, bool areSame) =>
        new() { Id = Guid.NewGuid(), ReviewId = review, AreSame = areSame, By = "ida", At = Some.Moment };

    /// <summary>Ada's contact says Ida's address.</summary>
    private async Task<Answer> Contested()
    {
        await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ada, 0, ("first_name", "Ada"), ("phone", "1")));
        await dedupe.Handle(Change.Of(_contacts.Ida, _emails.Ida, 1, ("first_name", "Ida")));
        return await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 20, ("first_name", "Ada")));
    }
}
