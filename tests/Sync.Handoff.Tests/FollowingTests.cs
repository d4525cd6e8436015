using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>What a play has done beside the task: once the task is there, each thing once, whatever is lost on the way.</summary>
public sealed class FollowingTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private readonly SeenSignal _signal = HandoffHost.Signal(play: "follow");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_the_task_is_there_each_thing_is_asked_for_once_under_the_owner_who_was_taken()
    {
        var task = await HandedOff();
        Assert.Empty(await Beside());

        await host.Learn.Consume([Written(task), Written(task)], Ct);
        await host.Learn.Consume([Written(task)], Ct);

        var asked = await Beside();
        var key = _signal.Signal.Key;
        Assert.Equal(
            [$"{key}>sales!note", $"{key}>sales!owner", $"{key}>marketing!tag handed over", $"{key}>marketing!automation 31"], asked.Select(each => each.Key));
        Assert.Equal([("sales", "Leads", "7"), ("sales", "Leads", "7"), ("marketing", null, null), ("marketing", null, null)], asked.Select(each => (each.Target, each.Module, each.RecordId)));
        Assert.Equal(("o3@a.test", "handed over", "31"), (asked[1].Owner, asked[2].Tag, asked[3].Automation));
        Assert.All(asked, each => Assert.Equal(task.Mark, each.Mark));
        Assert.Equal([false, false, true, true], asked.Select(each => each.UnlessOptedOut));
    }

    [Fact]
    public async Task A_deal_is_asked_for_in_the_words_of_the_play_and_one_that_had_to_wait_for_a_contact_again_by_a_replay()
    {
        var signal = HandoffHost.Signal(play: "deal");
        await host.Judge.Consume([signal], Ct);
        async Task<List<OperationRequest>> Asked() => [.. (await host.Said<OperationsRequested>(signal.DeliveryId)).SelectMany(message => message.Items)];
        await host.Learn.Consume([Written((await Asked())[0])], Ct);
        var asked = (await Asked())[^1];

        var closes = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30);
        Assert.Equal(($"{signal.Signal.Key}>sales!deal", (await Asked())[0].Mark, false), (asked.Key, asked.Mark, asked.MayBeThere));
        Assert.Equal(("Ada deal", "Qualification", "Standard", 1200.50m, "o3@a.test"),
            (asked.Deal!.Name, asked.Deal.Stage, asked.Deal.Pipeline, asked.Deal.Amount, asked.Deal.Owner));
        Assert.InRange(asked.Deal.ClosesOn!.Value, closes.AddDays(-1), closes);
        await host.Learn.Consume([Written(asked) with { Outcome = Outcomes.NoContact, RecordId = null }], Ct);
        await host.Judge.Consume([signal with { Signal = signal.Signal with { Key = $"{signal.Signal.Key}#3" } }], Ct);

        var again = (await Asked())[^1];
        Assert.Equal(($"{asked.Key}+", true, asked.Deal), (again.Key, again.MayBeThere, again.Deal));
    }

    [Fact]
    public async Task What_others_had_asked_for_stands_in_nobodys_way()
    {
        var task = await HandedOff();
        var others = Written(task) with { Key = "4711>sales!opt-out Leads 9", Mark = "4711 9" };

        await host.Learn.Consume([others, Written(task)], Ct);
        await host.Learn.Consume([others], Ct);

        Assert.Equal(4, (await Beside()).Count);
    }

    [Fact]
    public async Task Without_its_task_nothing_is_asked_for()
    {
        var task = await HandedOff();

        await host.Learn.Consume([Written(task) with { Outcome = "dead-lettered: validation", RecordId = null }], Ct);

        Assert.Empty(await Beside());
    }

    [Fact]
    public async Task The_note_tells_the_last_five_things_that_plays_heard_newest_first()
    {
        var person = _signal.PersonId;
        await host.Judge.Consume([.. Enumerable.Range(1, 7).Select(i => HandoffHost.Signal(person, "alone", -60 * i, kind: "tag", value: $"t{i}"))], Ct);
        await host.Learn.Consume([Written(await HandedOff())], Ct);

        var note = (await Beside())[0].Note!;

        var lines = note.Text.Split('\n');
        Assert.Equal("Ada sent form demo.", lines[0]);
        Assert.Equal(["form demo", "tag t1", "tag t2", "tag t3", "tag t4"], lines.Skip(1).Select(line => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]));
    }

    [Fact]
    public async Task What_gets_no_answer_is_asked_for_again_under_its_key_until_it_has_one()
    {
        await host.Learn.Consume([Written(await HandedOff())], Ct);
        var asked = await Beside();
        await host.Learn.Consume([.. asked.Skip(1).Select(Written)], Ct);

        await host.Clock.Tick(DateTimeOffset.UtcNow.AddMinutes(5), Ct);
        Assert.Equal(4, (await Beside()).Count);
        await Task.WhenAll(host.Clock.Tick(DateTimeOffset.UtcNow.AddMinutes(11), Ct), host.Clock.Tick(DateTimeOffset.UtcNow.AddMinutes(11), Ct));

        Assert.Equal([.. asked.Select(each => each.Key), asked[0].Key], (await Beside()).Select(each => each.Key));
        await host.Learn.Consume([Written(asked[0])], Ct);
        await host.Clock.Tick(DateTimeOffset.UtcNow.AddMinutes(60), Ct);
        Assert.Equal(5, (await Beside()).Count);
    }

    [Fact]
    public async Task What_failed_is_asked_for_once_more_by_a_replay_and_looked_for_first()
    {
        await host.Learn.Consume([Written(await HandedOff())], Ct);
        var note = (await Beside())[0];
        await host.Learn.Consume([Written(note) with { Outcome = "dead-lettered: validation", RecordId = null }], Ct);
        var replayed = _signal with { Signal = _signal.Signal with { Key = $"{_signal.Signal.Key}#3" } };

        await host.Judge.Consume([replayed], Ct);
        await host.Judge.Consume([replayed], Ct);

        var told = (await host.Database.Query<string>("select body from handoff.outbox_message where contract = 'ActionsNoted' order by id"))
            .SelectMany(body => System.Text.Json.JsonSerializer.Deserialize<ActionsNoted>(body, Storage.OutboxJson.Options)!.Items)
            .Where(item => item.HandoffId == note.Mark && item.Name == "note").Select(item => item.Outcome);
        Assert.Equal([null, "dead-lettered: validation", null], told);
        var again = Assert.Single((await Beside()).Skip(4));
        Assert.Equal(($"{note.Key}+", true, note.Mark, note.Note), (again.Key, again.MayBeThere, again.Mark, again.Note));
        Assert.Equal("suppressed: cooldown", (await host.Outcome(replayed)).Outcome);
    }

    private async Task<OperationRequest> HandedOff()
    {
        await host.Judge.Consume([_signal], Ct);
        return (await Requests()).Single(each => each.Task is not null);
    }

    private async Task<IReadOnlyList<OperationRequest>> Beside() => [.. (await Requests()).Where(each => each is { Task: null, Look: null })];

    private async Task<IEnumerable<OperationRequest>> Requests() =>
        (await host.Said<OperationsRequested>(_signal.DeliveryId)).SelectMany(message => message.Items).Where(each => each.DeliveryId == _signal.DeliveryId);

    private static SettledOperation Written(OperationRequest request) => new()
    {
        Key = request.Key, Mark = request.Mark, Target = request.Target, Outcome = Outcomes.Written, Module = "Tasks", RecordId = "99", At = Some.Moment,
    };
}
