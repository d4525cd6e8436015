using Sync.Connectors;
using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Operations;

namespace Sync.Writer.Tests;

/// <summary>What counts as the person's own confirmed word, by how he stands on the lists.</summary>
public sealed class OptInJudgingTests
{
    private static readonly OptInToLookAt Look = new(["3", "5"], Some.Moment, Some.Moment.AddMinutes(-9));

    [Theory]
    [InlineData("3", SubscriptionState.Active, 0, null)]
    [InlineData("5", SubscriptionState.Active, -300, null)]
    [InlineData("5", SubscriptionState.Active, 10, null)]
    [InlineData("4", SubscriptionState.Active, 0, "is not on the list")]
    [InlineData("3", SubscriptionState.Pending, 0, "is not confirmed yet")]
    [InlineData("3", SubscriptionState.Off, 0, "has left list 3 again")]
    [InlineData("3", SubscriptionState.Active, -540, "since before the opt-out")]
    [InlineData("3", SubscriptionState.Active, 11, "later than by his own word")]
    [InlineData("3", SubscriptionState.Active, null, "cannot be read since when")]
    public void Only_an_active_subscription_of_that_time_counts(string list, SubscriptionState state, int? since, string? objection)
    {
        var end = OptInJudging.Of(Row(), Look, [new Subscription(list, state, since is { } seconds ? Some.Moment.AddSeconds(seconds) : null)]).Settled!;

        Assert.Equal(objection is null ? Outcomes.OptInConfirmed : Outcomes.Consent, end.Outcome);
        Assert.Contains(objection ?? "joined by himself and has confirmed", end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_lists_is_enough()
    {
        Subscription[] stands = [new("3", SubscriptionState.Off, Some.Moment), new("5", SubscriptionState.Active, Some.Moment)];

        Assert.Equal(Outcomes.OptInConfirmed, OptInJudging.Of(Row(), Look, stands).Settled!.Outcome);
        Assert.Equal(Outcomes.Consent, OptInJudging.Of(Row(), Look, []).Settled!.Outcome);
    }

    private static PendingOperation Row() => new()
    {
        Id = 1, Key = "4711:2/2>marketing!opt-in", Connection = "marketing", Email = "ada@example.test", Mark = "m", Request = "{}", PolicyVersion = "v1",
    };
}
