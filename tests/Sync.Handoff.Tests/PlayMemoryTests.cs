using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>Plays that remember: how a field stood, and which of several things have come.</summary>
public sealed class PlayMemoryTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private readonly long _person = Some.Number();

    [Fact]
    public async Task A_threshold_is_crossed_upwards_once_and_again_after_it_was_below()
    {
        string[] scores = ["10", "60", "70", "20", "", "50"];

        var outcomes = new List<string>();
        foreach (var (score, second) in scores.Select((score, second) => (score, second)))
        {
            outcomes.Add(await Judged(Score(score, second)));
        }

        Assert.Equal(
            [PlayMemory.NotReached, Outcomes.HandedOff, PlayMemory.NotReached, PlayMemory.NotReached, PlayMemory.NotReached, Outcomes.HandedOff], outcomes);
    }

    [Fact]
    public async Task Who_is_heard_of_for_the_first_time_may_have_been_above_for_long() =>
        Assert.Equal(PlayMemory.NotReached, await Judged(Score("60", 0)));

    [Fact]
    public async Task What_is_older_than_what_is_known_says_nothing()
    {
        await Judged(Score("10", 10));

        Assert.Equal(PlayMemory.NotReached, await Judged(Score("60", 5)));
        Assert.Equal(Outcomes.HandedOff, await Judged(Score("60", 11)));
    }

    [Fact]
    public async Task Changes_that_come_again_in_any_order_and_at_once_are_one_crossing()
    {
        await Judged(Score("10", 0));
        SeenSignal[] signals = [.. Enumerable.Range(1, 30).Select(second => Score("60", second))];
        SeenSignal[] twice = [.. signals, .. signals];
        Random.Shared.Shuffle(twice);

        await Task.WhenAll(twice.Chunk(4).Select(some => host.Judge.Consume(some, Ct)));

        var outcomes = await Task.WhenAll(signals.Select(host.Outcome));
        Assert.Single(outcomes, outcome => outcome.Outcome == Outcomes.HandedOff);
        Assert.Equal(1, await Handoffs());
    }

    [Fact]
    public async Task A_change_that_begins_nothing_is_the_end_of_its_part_and_no_row_of_the_page_of_handoffs()
    {
        var signal = Score("10", 0);

        await Judged(signal);

        Assert.True((await host.Outcome(signal)).Final);
        Assert.Empty(await host.Said<HandoffsNoted>(signal.DeliveryId));
    }

    [Fact]
    public async Task A_handoff_that_failed_is_taken_up_by_a_replay_and_not_by_the_next_change()
    {
        await Judged(Score("10", 0, "again"));
        var crossing = Score("60", 1, "again");
        await Judged(crossing);
        await host.Database.Execute("update handoff.handoff set task_end = 'dead-lettered: validation' where person_id = @person", new { person = _person });

        Assert.Equal(PlayMemory.NotReached, await Judged(Score("61", 2, "again")));
        Assert.Equal(Outcomes.HandedOff, await Judged(crossing with { Signal = crossing.Signal with { Key = $"{crossing.Signal.Key}#1" } }));
        Assert.Equal(1, await Handoffs());
    }

    [Fact]
    public async Task A_play_that_waits_for_several_things_begins_with_the_last_of_them_and_not_with_old_ones()
    {
        const int Day = 24 * 3600;

        Assert.Equal(PlayMemory.NotAllYet, await Judged(Both("form", "demo", 0)));
        Assert.Equal(PlayMemory.NotAllYet, await Judged(Both("tag", "vip", 11 * Day)));
        Assert.Equal(Outcomes.HandedOff, await Judged(Both("form", "demo", 12 * Day)));
        // What led to it does not count again.
        Assert.Equal(PlayMemory.NotAllYet, await Judged(Both("tag", "vip", 14 * Day)));
        Assert.Equal(Outcomes.HandedOff, await Judged(Both("form", "demo", 15 * Day)));
    }

    [Fact]
    public async Task Several_things_in_one_envelope_and_in_any_order_are_one_handoff()
    {
        SeenSignal[] signals = [Both("tag", "vip", 1), Both("form", "demo", 0)];

        await Task.WhenAll(signals.Select(signal => host.Judge.Consume([signal], Ct)));
        await host.Judge.Consume(signals, Ct);

        Assert.Equal(1, await Handoffs());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<string> Judged(SeenSignal signal)
    {
        await host.Judge.Consume([signal], Ct);
        return (await host.Outcome(signal)).Outcome;
    }

    private async Task<long> Handoffs() =>
        (await host.Database.Query<long>("select count(*) from handoff.handoff where person_id = @person", new { person = _person })).Single();

    private SeenSignal Score(string score, int second, string play = "hot") =>
        HandoffHost.Signal(_person, play, second, phone: score, kind: SignalKinds.Change, value: "phone reaches 50");

    private SeenSignal Both(string kind, string value, int second) => HandoffHost.Signal(_person, "both", second, kind: kind, value: value);
}
