using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>What owners do is read back, and what they do not do is an alarm at half of the time and at the end of it.</summary>
public sealed class TouchTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_that_is_done_is_seen_once_and_ends_all_looks_and_alarms()
    {
        var (signal, due, _) = await HandedOff();
        await host.Clock.Tick(due.AddMinutes(-10), Ct);
        var look = Assert.Single(await Looks(signal));

        await Answer(look, Outcomes.TaskDone, due.AddMinutes(-9));
        await Answer(look, Outcomes.TaskOpen, due.AddMinutes(-8));
        await host.Clock.Tick(due.AddMinutes(5), Ct);

        var note = (await Notes(signal))[^1];
        Assert.Equal((Outcomes.Written, due.AddMinutes(-9), 0), (note.State, note.TouchedAt, note.Alarm));
        Assert.Single(await Looks(signal));
    }

    [Fact]
    public async Task Half_of_the_time_and_all_of_it_are_one_alarm_each_after_a_look()
    {
        var (signal, due, half) = await HandedOff();

        await host.Clock.Tick(half.AddSeconds(1), Ct);
        Assert.DoesNotContain(await Notes(signal), note => note.Alarm > 0);
        await Answer((await Looks(signal))[^1], Outcomes.TaskOpen, half.AddSeconds(2));
        await host.Clock.Tick(half.AddSeconds(3), Ct);
        await host.Clock.Tick(half.AddSeconds(4), Ct);
        Assert.Equal(50, Assert.Single(await Notes(signal), note => note.Alarm > 0).Alarm);

        await host.Clock.Tick(due.AddSeconds(1), Ct);
        await Answer((await Looks(signal))[^1], Outcomes.TaskOpen, due.AddSeconds(2));
        await host.Clock.Tick(due.AddSeconds(3), Ct);
        await host.Clock.Tick(due.AddSeconds(4), Ct);
        Assert.Equal([50, 100], (await Notes(signal)).Where(note => note.Alarm > 0).Select(note => note.Alarm));
    }

    [Fact]
    public async Task Where_the_crm_does_not_answer_the_alarm_comes_all_the_same()
    {
        var (signal, due, _) = await HandedOff();

        await host.Clock.Tick(due.AddMinutes(3), Ct);

        Assert.Equal(100, (await Notes(signal))[^1].Alarm);
    }

    [Fact]
    public async Task Two_clocks_ask_for_one_look()
    {
        var (signal, due, _) = await HandedOff();

        await Task.WhenAll(host.Clock.Tick(due.AddMinutes(-12), Ct), host.Clock.Tick(due.AddMinutes(-12), Ct));

        Assert.Single(await Looks(signal));
    }

    [Fact]
    public async Task A_status_that_its_owner_has_changed_is_the_first_touch_and_told_once_however_often_it_comes()
    {
        var (signal, due, _) = await HandedOff(OfNow("New"));
        var called = Status(signal, "Called", Now.AddMinutes(2));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Statuses.Consume([called, called], Ct)));
        await host.Statuses.Consume([Status(signal, "Won", Now.AddMinutes(3))], Ct);
        await host.Clock.Tick(due.AddMinutes(3), Ct);

        var note = Assert.Single(await Notes(signal), each => each.TouchedAt is not null);
        Assert.Equal((Outcomes.Written, called.Since, 0), (note.State, note.TouchedAt, note.Alarm));
        Assert.Empty(await Looks(signal));
    }

    [Theory]
    [InlineData("Open", "Open", 2)]
    [InlineData("Open", "New", 2)]
    [InlineData("Open", null, 2)]
    [InlineData("Open", "Called", -60)]
    public async Task A_status_that_says_nothing_new_or_stood_there_before_is_no_touch(string before, string? now, int minutes)
    {
        var (signal, _, _) = await HandedOff(OfNow(before));

        await host.Statuses.Consume([Status(signal, now, Now.AddMinutes(minutes))], Ct);
        await host.Statuses.Consume([Status(signal, "Called", Now.AddMinutes(2)) with { Source = "marketing" }], Ct);

        Assert.DoesNotContain(await Notes(signal), note => note.TouchedAt is not null);
    }

    [Fact]
    public async Task A_status_that_nobody_knew_is_what_the_next_one_is_compared_with_unless_the_record_is_new()
    {
        var (known, _, _) = await HandedOff(OfNow(null));
        await host.Statuses.Consume([Status(known, "Old", Now.AddMinutes(1))], Ct);
        Assert.DoesNotContain(await Notes(known), note => note.TouchedAt is not null);
        await host.Statuses.Consume([Status(known, "Old", Now.AddMinutes(1)), Status(known, "Called", Now.AddMinutes(2))], Ct);
        Assert.Contains(await Notes(known), note => note.TouchedAt is not null);

        var (made, _, _) = await HandedOff(OfNow(null) with { Records = [] });
        await host.Statuses.Consume([Status(made, "New", Now.AddMinutes(1)), Status(made, "Called", Now.AddMinutes(2)) with { PersonId = 0 }], Ct);
        Assert.Equal(Now.AddMinutes(2), Assert.Single(await Notes(made), note => note.TouchedAt is not null).TouchedAt);
    }

    /// <summary>Later than any handoff of the test was decided, so that only what a test says is before is.</summary>
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeSeconds());

    private static SeenSignal OfNow(string? status)
    {
        var signal = HandoffHost.Signal() with { OccurredAt = DateTimeOffset.UtcNow };
        return status is null ? signal : signal with { Fields = new Dictionary<string, string?>(signal.Fields) { ["last_name"] = status } };
    }

    private static SeenStatus Status(SeenSignal signal, string? value, DateTimeOffset since) => new()
    {
        Key = "1", DeliveryId = 1, Source = "sales", PersonId = signal.PersonId, Email = signal.Email, Value = value, Since = since,
    };

    /// <summary>A handoff whose task is there, with its deadline and half of its time.</summary>
    private async Task<(SeenSignal Signal, DateTimeOffset Due, DateTimeOffset Half)> HandedOff(SeenSignal? given = null)
    {
        // Nobody else's handoff may use up what one tick takes.
        await host.Database.Query<int>("delete from handoff.handoff returning 1");
        var signal = given ?? HandoffHost.Signal();
        await host.Judge.Consume([signal], Ct);
        var request = (await host.Said<OperationsRequested>(signal.DeliveryId))[^1].Items[0];
        await host.Learn.Consume(
            [
                new SettledOperation
                {
                    Key = request.Key, Mark = request.Mark, Target = "sales", Outcome = Outcomes.Written, Module = "Tasks", RecordId = "99", At = Some.Moment,
                },
            ], Ct);
        var (due, half) = Assert.Single(await host.Database.Query<(DateTime, DateTime)>("select due_at, half_at from handoff.handoff"));
        return (signal, due, half);
    }

    private Task Answer(OperationRequest look, string outcome, DateTimeOffset at) => host.Learn.Consume(
        [new SettledOperation { Key = look.Key, Mark = look.Mark, Target = look.Target, Outcome = outcome, At = at }], Ct);

    private async Task<IReadOnlyList<OperationRequest>> Looks(SeenSignal signal) =>
        [.. (await host.Said<OperationsRequested>(signal.DeliveryId)).SelectMany(message => message.Items).Where(item => item.Look is not null)];

    private async Task<IReadOnlyList<HandoffNoted>> Notes(SeenSignal signal) =>
        [.. (await host.Said<HandoffsNoted>(signal.DeliveryId)).SelectMany(message => message.Items)];
}
