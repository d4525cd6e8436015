using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

public sealed class JudgeSignalsTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_becomes_a_handoff_and_a_request_for_its_task()
    {
        var signal = HandoffHost.Signal();

        await host.Judge.Consume([signal], Ct);

        var request = Assert.Single(Assert.Single(await host.Said<OperationsRequested>(signal.DeliveryId)).Items);
        var handoff = await TheHandoff(signal.PersonId);
        Assert.Equal(($"{signal.Signal.Key}>sales!task", $"{handoff.Id:N}", WritePriority.Handoff), (request.Key, request.Mark, request.Priority));
        Assert.Equal(("Leads", "7", "Call Ada"), (request.Module, request.RecordId, request.Task!.Subject));
        Assert.Equal(handoff.Owner, request.Task.Owner);
        // It ends with its task.
        Assert.Equal((Outcomes.HandedOff, false), ((await host.Outcome(signal)).Outcome, (await host.Outcome(signal)).Final));
    }

    [Fact]
    public async Task A_made_up_person_is_nobodys_to_call()
    {
        var signal = HandoffHost.Signal() with { Email = Policy.TrialAddress.Of(Guid.NewGuid()) };

        await host.Judge.Consume([signal], Ct);

        Assert.Equal(("filtered: trial", true), ((await host.Outcome(signal)).Outcome, (await host.Outcome(signal)).Final));
        Assert.Empty(await host.Said<OperationsRequested>(signal.DeliveryId));
    }

    [Fact]
    public async Task A_signal_that_comes_again_gets_the_same_answer_and_asks_for_the_same_task()
    {
        var signal = HandoffHost.Signal();

        await host.Judge.Consume([signal, signal], Ct);
        await host.Judge.Consume([signal], Ct);

        var requests = (await host.Said<OperationsRequested>(signal.DeliveryId)).SelectMany(message => message.Items).ToList();
        Assert.Equal(2, requests.Count);
        Assert.Equal((requests[0].Key, requests[0].Mark, requests[0].Task), (requests[1].Key, requests[1].Mark, requests[1].Task));
        await TheHandoff(signal.PersonId);
    }

    [Fact]
    public async Task Many_signals_of_one_person_at_once_in_any_order_make_one_handoff()
    {
        var person = Some.Number();
        var signals = Enumerable.Range(0, 100).Select(second => HandoffHost.Signal(person, second: second)).ToArray();
        Random.Shared.Shuffle(signals);

        await Task.WhenAll(signals.Chunk(5).Select(some => host.Judge.Consume(some, Ct)));

        await TheHandoff(person);
        var outcomes = await Task.WhenAll(signals.Select(host.Outcome));
        Assert.Single(outcomes, outcome => outcome.Outcome == Outcomes.HandedOff);
        Assert.Equal(99, outcomes.Count(outcome => outcome is { Outcome: "suppressed: cooldown", Final: true }));
    }

    [Fact]
    public async Task Many_persons_at_once_go_round_the_owners()
    {
        // Where somebody was passed over before, the others have gathered unequally: all begin anew.
        await host.Database.Execute("update handoff.rotation set credits = '{}'");
        var before = await Given();
        var signals = Enumerable.Range(0, 70).Select(_ => HandoffHost.Signal()).ToArray();

        await Task.WhenAll(signals.Chunk(3).Select(some => host.Judge.Consume(some, Ct)));

        var given = (await Given()).Select(owner => owner.Value - before.GetValueOrDefault(owner.Key)).ToList();
        Assert.Equal((7, 70L), (given.Count, given.Sum()));
        Assert.InRange(given.Max() - given.Min(), 0, 1);
    }

    [Fact]
    public async Task After_the_cooldown_the_person_is_handed_off_again_to_the_same_owner()
    {
        var person = Some.Number();

        await host.Judge.Consume([HandoffHost.Signal(person)], Ct);
        await host.Judge.Consume([HandoffHost.Signal()], Ct);
        await host.Judge.Consume([HandoffHost.Signal(person, second: 8 * 24 * 3600)], Ct);

        var owners = await host.Database.Query<string>("select owner from handoff.handoff where person_id = @person", new { person });
        Assert.Equal(2, owners.Count);
        Assert.Single(owners.Distinct());
    }

    [Fact]
    public async Task What_happened_first_and_is_heard_of_last_is_within_the_cooldown_too()
    {
        var person = Some.Number();
        var earlier = HandoffHost.Signal(person, second: -3600);

        await host.Judge.Consume([HandoffHost.Signal(person)], Ct);
        await host.Judge.Consume([earlier], Ct);

        Assert.Equal("suppressed: cooldown", (await host.Outcome(earlier)).Outcome);
    }

    [Fact]
    public async Task Another_play_has_a_cooldown_of_its_own()
    {
        var person = Some.Number();
        var other = HandoffHost.Signal(person, play: "alone");

        await host.Judge.Consume([HandoffHost.Signal(person), other], Ct);

        Assert.Equal(Outcomes.HandedOff, (await host.Outcome(other)).Outcome);
    }

    [Theory]
    [InlineData("demo", "none", "suppressed: phone")]
    [InlineData("gone", null, "filtered: no-play")]
    public async Task What_is_not_handed_off_ends_with_its_reason(string play, string? phone, string outcome)
    {
        var signal = HandoffHost.Signal(play: play, phone: phone);

        await host.Judge.Consume([signal], Ct);

        Assert.Equal((outcome, true), ((await host.Outcome(signal)).Outcome, (await host.Outcome(signal)).Final));
        Assert.Empty(await host.Said<OperationsRequested>(signal.DeliveryId));
    }

    [Fact]
    public async Task The_end_of_a_task_is_noted_once_and_a_late_failure_does_not_undo_it()
    {
        var (signal, end) = await Ended(Outcomes.Written);

        await host.Learn.Consume([end with { Outcome = "dead-lettered: validation", RecordId = null }], Ct);

        var noted = Assert.Single(await host.Database.Query<(string End, string Id, DateTime At)>(
            "select task_end, task_id, task_at from handoff.handoff where person_id = @PersonId", new { signal.PersonId }));
        Assert.Equal(("written", "99", Some.Moment.UtcDateTime), noted);
    }

    [Fact]
    public async Task Whom_the_crm_does_not_take_is_passed_over_and_the_next_owner_gets_the_same_handoff()
    {
        var (signal, end) = await Ended(Outcomes.OwnerRefused);
        await host.Learn.Consume([end], Ct);

        var requests = (await host.Said<OperationsRequested>(signal.DeliveryId)).SelectMany(message => message.Items).ToList();
        Assert.Equal(2, requests.Count);
        Assert.Equal(requests[0].Mark, requests[1].Mark);
        Assert.NotEqual(requests[0].Key, requests[1].Key);
        Assert.NotEqual(requests[0].Task!.Owner, requests[1].Task!.Owner);
        Assert.True(requests[1].MayBeThere);
        Assert.Equal(requests[1].Task!.Owner, (await TheHandoff(signal.PersonId)).Owner);
        // The signal itself, told once more, asks for what counts now.
        await host.Judge.Consume([signal], Ct);
        Assert.Equal(requests[1].Key, (await host.Said<OperationsRequested>(signal.DeliveryId))[^1].Items[0].Key);
    }

    [Fact]
    public async Task When_nobody_is_left_it_ends_among_the_dead_letters()
    {
        var (signal, _) = await Ended(Outcomes.OwnerRefused, play: "alone");

        var letter = Assert.Single(await host.Said<DeadLettered>(signal.DeliveryId));
        Assert.Contains("o1@a.test", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handoff_whose_task_failed_is_taken_up_again_by_a_replay_and_not_suppressed()
    {
        var (signal, _) = await Ended("dead-lettered: not-found");
        var replay = signal with { Signal = signal.Signal with { Key = $"{signal.Signal.Key}#9" } };

        await host.Judge.Consume([replay], Ct);

        Assert.Equal(Outcomes.HandedOff, (await host.Outcome(replay)).Outcome);
        var request = (await host.Said<OperationsRequested>(signal.DeliveryId))[^1].Items[0];
        var handoff = await TheHandoff(signal.PersonId);
        Assert.Equal(($"{replay.Signal.Key}>sales!task", $"{handoff.Id:N}", true), (request.Key, request.Mark, request.MayBeThere));
    }

    /// <summary>A handoff of which it is known how its task ended.</summary>
    private async Task<(SeenSignal Signal, SettledOperation End)> Ended(string outcome, string play = "demo")
    {
        var signal = HandoffHost.Signal(play: play);
        await host.Judge.Consume([signal], Ct);
        var request = (await host.Said<OperationsRequested>(signal.DeliveryId))[^1].Items[0];
        var isWritten = outcome == Outcomes.Written;
        var end = new SettledOperation
        {
            Key = request.Key, Mark = request.Mark, Target = "sales", Outcome = outcome, Module = isWritten ? "Tasks" : null,
            RecordId = isWritten ? "99" : null, At = Some.Moment,
        };
        await host.Learn.Consume([end], Ct);
        return (signal, end);
    }

    private async Task<HandedOff> TheHandoff(long person) =>
        Assert.Single(await host.Database.Query<HandedOff>("select id, owner from handoff.handoff where person_id = @person", new { person }));

    private async Task<Dictionary<string, long>> Given() => (await host.Database.Query<(string Owner, long Count)>(
        "select owner, count(*) from handoff.handoff where play = 'demo' group by owner")).ToDictionary(row => row.Owner, row => row.Count);
}

/// <summary>What a test asks of a handoff.</summary>
public sealed record HandedOff(Guid Id, string Owner);
