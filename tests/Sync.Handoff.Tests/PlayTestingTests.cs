using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>A play that is tried says what it would do.</summary>
public sealed class PlayTestingTests
{
    private static readonly Policy.SyncPolicy Rules = PeoplePolicy.Read(PeoplePolicy.BothWays + HandoffHost.Rules);

    [Fact]
    public void It_tells_the_task_and_that_all_gates_are_open()
    {
        var tested = Try([]);

        Assert.Equal(Outcomes.HandedOff, tested.Outcome);
        Assert.All(tested.Gates, gate => Assert.True(gate.IsOpen));
        Assert.Equal(("Call Ada", "o1@a.test", "7"), (tested.Task!.Subject, tested.Task.Owner, tested.RecordId));
    }

    [Fact]
    public void It_tells_the_deal()
    {
        var deal = Try([], "deal").Deal!;

        Assert.Equal(("Ada deal", "Qualification", "o3@a.test"), (deal.Name, deal.Stage, deal.Owner));
        Assert.Equal(DateOnly.FromDateTime(Some.Moment.UtcDateTime).AddDays(30), deal.ClosesOn);
        Assert.Null(Try([]).Deal);
        Assert.Null(Try([Earlier() with { Play = "deal" }], "deal").Deal);
    }

    [Fact]
    public void It_says_that_the_crm_is_asked_for_open_deals_later()
    {
        var tested = Try([], "busy");

        Assert.Equal(Outcomes.HandedOff, tested.Outcome);
        Assert.Contains("not asked now", Assert.Single(tested.Gates, gate => gate.Name == "open deal").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Within_the_cooldown_of_an_earlier_handoff_the_gate_is_closed_and_there_is_no_task()
    {
        var tested = Try([Earlier()]);

        Assert.Equal("suppressed: cooldown", tested.Outcome);
        Assert.Equal(("cooldown", false), (tested.Gates[0].Name, tested.Gates[0].IsOpen));
        Assert.Null(tested.Task);
    }

    [Fact]
    public void A_handoff_that_failed_would_be_taken_up_again()
    {
        var tested = Try([Earlier() with { TaskEnd = "dead-lettered: not-found" }]);

        Assert.Equal((Outcomes.HandedOff, true), (tested.Outcome, tested.Gates[0].IsOpen));
    }

    private static PlayTested Try(IReadOnlyList<HandoffRow> earlier, string play = "demo")
    {
        var seen = HandoffHost.Signal(person: 5, play: play);
        return PlayTesting.Of(
            Rules, new PlayTestPrepared { Id = Guid.NewGuid(), IsKnown = true, Seen = seen }, earlier,
            new Dictionary<string, IReadOnlyDictionary<string, long>>(), Some.Moment);
    }

    private static HandoffRow Earlier() => new()
    {
        Id = Guid.NewGuid(), Play = "demo", PersonId = 5, Bucket = 1, Email = "person5@example.test", Owner = "o1@a.test", Reason = "", Target = "sales",
        Subject = "", OccurredAt = Some.Moment.AddDays(-1), DecidedAt = Some.Moment.AddDays(-1), DueAt = Some.Moment, Seen = "{}", RequestKey = "k",
    };
}
