using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>The CRM is asked for open deals before a person is given to somebody; whatever comes twice or at once, it is judged once.</summary>
public sealed class OpenDealTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private readonly SeenSignal _signal = HandoffHost.Signal(play: "busy");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_the_person_before_the_crm_has_answered()
    {
        await host.Judge.Consume([_signal], Ct);

        var asked = Assert.Single(await Requests(_signal));
        Assert.Equal(($"{_signal.Signal.Key}>sales!open-deal", WritePriority.Handoff, "Leads", "7"), (asked.Key, asked.Priority, asked.Module, asked.RecordId));
        Assert.Contains("Closed Won", asked.Deals!.Closed);
        Assert.Equal(("waiting: open deal", false), ((await host.Outcome(_signal)).Outcome, (await host.Outcome(_signal)).Final));
        Assert.Equal(0, await Handoffs(_signal));
    }

    [Fact]
    public async Task Who_has_an_open_deal_is_suppressed_by_that_gate_and_takes_nobodys_turn()
    {
        await host.Judge.Consume([_signal], Ct);
        var credits = await Credits();

        await host.Learn.Consume([Answer((await Requests(_signal))[0], Outcomes.DealOpen)], Ct);

        Assert.Equal(("suppressed: open deal", true), ((await host.Outcome(_signal)).Outcome, (await host.Outcome(_signal)).Final));
        Assert.Equal(credits, await Credits());
        Assert.Equal(0, await Handoffs(_signal));
        Assert.Single(await Requests(_signal));
        await host.Judge.Consume([_signal], Ct);
        Assert.Equal("suppressed: open deal", (await host.Outcome(_signal)).Outcome);
        Assert.Single(await Requests(_signal));
    }

    [Fact]
    public async Task Answers_that_come_twice_and_at_once_make_one_handoff()
    {
        await host.Judge.Consume([_signal], Ct);
        var answer = Answer((await Requests(_signal))[0], Outcomes.NoOpenDeal);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Learn.Consume([answer, answer], Ct)));
        await host.Learn.Consume([answer with { Outcome = Outcomes.DealOpen }], Ct);

        Assert.Equal(1, await Handoffs(_signal));
        Assert.Equal($"{_signal.Signal.Key}>sales!task", Assert.Single(await Requests(_signal), each => each.Task is not null).Key);
        Assert.Equal(Outcomes.HandedOff, (await host.Outcome(_signal)).Outcome);
        await host.Judge.Consume([_signal], Ct);
        Assert.Equal(2, (await Requests(_signal)).Count(each => each.Task is not null));
        Assert.Equal(1, await Handoffs(_signal));
    }

    [Fact]
    public async Task A_crossing_that_waits_is_told_again_and_is_still_a_crossing()
    {
        var person = Some.Number();
        await host.Judge.Consume([Crossing(person, 0, "10")], Ct);
        var crossed = Crossing(person, 60, "80");

        await host.Judge.Consume([crossed], Ct);
        await host.Judge.Consume([crossed], Ct);

        var asked = await Requests(crossed);
        Assert.Equal(2, asked.Count);
        Assert.Equal((asked[0].Key, asked[0].Mark), (asked[1].Key, asked[1].Mark));
        await host.Learn.Consume([Answer(asked[0], Outcomes.NoOpenDeal)], Ct);
        Assert.Equal(Outcomes.HandedOff, (await host.Outcome(crossed)).Outcome);
    }

    [Fact]
    public async Task Of_two_that_waited_the_second_is_within_the_cooldown_of_the_first()
    {
        var second = HandoffHost.Signal(_signal.PersonId, "busy", 5);
        await host.Judge.Consume([_signal, second], Ct);
        var asked = (await Requests(_signal)).Concat(await Requests(second)).ToList();

        await host.Learn.Consume([.. asked.Select(each => Answer(each, Outcomes.NoOpenDeal))], Ct);

        Assert.Equal((Outcomes.HandedOff, "suppressed: cooldown"), ((await host.Outcome(_signal)).Outcome, (await host.Outcome(second)).Outcome));
        Assert.Equal(1, await Handoffs(_signal));
    }

    private static SeenSignal Crossing(long person, int second, string phone) =>
        HandoffHost.Signal(person, "busy", second, phone: phone, kind: SignalKinds.Change, value: "phone reaches 50");

    private static SettledOperation Answer(OperationRequest request, string outcome) => new()
    {
        Key = request.Key, Mark = request.Mark, Target = request.Target, Outcome = outcome, At = Some.Moment,
    };

    private async Task<IReadOnlyList<OperationRequest>> Requests(SeenSignal signal) =>
        [.. (await host.Said<OperationsRequested>(signal.DeliveryId)).SelectMany(message => message.Items).Where(each => each.DeliveryId == signal.DeliveryId)];

    private Task<long> Handoffs(SeenSignal signal) => host.Database.Count(
        "handoff.handoff", "person_id = @person", new { person = signal.PersonId });

    private async Task<string> Credits() => string.Join(' ', (await host.Database.Query<string>(
        "select credits from handoff.rotation where name = 'o4@a.test o5@a.test'", new { })).Order());
}
