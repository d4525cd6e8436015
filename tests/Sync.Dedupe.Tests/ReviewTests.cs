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

    /// <summary>Ada's contact says Ida's address.</summary>
    private async Task<Answer> Contested()
    {
        await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ada, 0, ("first_name", "Ada"), ("phone", "1")));
        await dedupe.Handle(Change.Of(_contacts.Ida, _emails.Ida, 1, ("first_name", "Ida")));
        return await dedupe.Handle(Change.Of(_contacts.Ada, _emails.Ida, 20, ("first_name", "Ada")));
    }
}
