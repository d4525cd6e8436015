using Sync.Contracts;
using Sync.Testing;

namespace Sync.Handoff.Tests;

/// <summary>What nobody is called for becomes one note a person and week.</summary>
public sealed class WeeklyTests(HandoffHost host) : IClassFixture<HandoffHost>
{
    private static readonly DateTimeOffset WeekOver = DateTimeOffset.UtcNow.AddDays(8);
    private readonly long _person = Some.Number();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_week_of_hints_is_one_note_that_tells_each_thing_and_no_handoff()
    {
        SeenSignal[] hints = [Hint(), Hint("price"), Hint()];
        foreach (var hint in hints)
        {
            await host.Judge.Consume([hint], Ct);
        }

        Assert.Equal((Outcomes.Gathered, true), ((await host.Outcome(hints[0])).Outcome, (await host.Outcome(hints[0])).Final));
        Assert.Empty(await host.Said<HandoffsNoted>(hints[0].DeliveryId));
        await host.Weeks.Tick(DateTimeOffset.UtcNow, Ct);
        Assert.Empty(await Notes());
        await host.Weeks.Tick(WeekOver, Ct);

        var note = Assert.Single(await Notes());
        Assert.Equal(("sales", "Leads", "7", WritePriority.Backfill), (note.Target, note.Module, note.RecordId, note.Priority));
        Assert.Contains("tag hint (2 times)", note.Note!.Text, StringComparison.Ordinal);
        Assert.Contains("tag price", note.Note.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_instances_and_hints_that_come_twice_and_replayed_make_one_note_that_tells_each_once()
    {
        SeenSignal[] hints = [.. Enumerable.Range(0, 10).Select(_ => Hint())];
        await Task.WhenAll(hints.Concat(hints).Select(hint => host.Judge.Consume([hint], Ct)));
        await host.Judge.Consume([Replayed(hints[0])], Ct);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Weeks.Tick(WeekOver, Ct)));

        Assert.Contains("(10 times)", Assert.Single(await Notes()).Note!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_without_an_answer_is_asked_for_again_under_its_key_until_it_has_one()
    {
        await host.Judge.Consume([Hint()], Ct);
        await host.Weeks.Tick(WeekOver, Ct);
        await host.Weeks.Tick(WeekOver.AddMinutes(5), Ct);
        await host.Weeks.Tick(WeekOver.AddMinutes(11), Ct);

        var asked = await Notes();
        Assert.Equal(2, asked.Count);
        Assert.Equal((asked[0].Key, asked[0].Mark, asked[0].Note), (asked[1].Key, asked[1].Mark, asked[1].Note));
        await Settle(asked[0], Outcomes.Written);
        await Settle(asked[0], "dead-lettered: validation");
        await host.Weeks.Tick(WeekOver.AddMinutes(60), Ct);
        Assert.Equal(2, (await Notes()).Count);
        Assert.Equal(1, await host.Database.Count("handoff.weekly_note", $"person_id = {_person} and outcome = 'written'"));
    }

    [Fact]
    public async Task What_comes_once_the_note_was_asked_for_is_of_the_next_week()
    {
        await host.Judge.Consume([Hint()], Ct);
        await host.Weeks.Tick(WeekOver, Ct);
        await host.Judge.Consume([Hint("price")], Ct);
        await host.Weeks.Tick(WeekOver, Ct);
        Assert.Single(await Notes());

        await host.Weeks.Tick(WeekOver.AddDays(7), Ct);

        Assert.Equal(1, (await Notes()).DistinctBy(note => note.Key).Count(note => note.Note!.Text.Contains("tag price", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_note_that_failed_is_asked_for_once_more_by_a_replay_and_looked_for_first()
    {
        var hint = Hint();
        await host.Judge.Consume([hint], Ct);
        await host.Weeks.Tick(WeekOver, Ct);
        var note = Assert.Single(await Notes());
        await Settle(note, "dead-lettered: validation");
        await host.Weeks.Tick(WeekOver.AddMinutes(60), Ct);
        Assert.Single(await Notes());

        await host.Judge.Consume([Replayed(hint)], Ct);
        await host.Weeks.Tick(WeekOver.AddMinutes(61), Ct);

        var again = (await Notes())[^1];
        Assert.Equal(($"{note.Key}+", true, note.Mark, note.Note), (again.Key, again.MayBeThere, again.Mark, again.Note));
    }

    [Fact]
    public async Task Whom_a_gate_keeps_out_or_whom_the_crm_does_not_know_gets_none()
    {
        var closed = Hint() with { Fields = new Dictionary<string, string?> { ["phone"] = "none" } };
        await host.Judge.Consume([closed], Ct);
        Assert.Equal("suppressed: phone", (await host.Outcome(closed)).Outcome);
        await host.Judge.Consume([Hint() with { Records = [] }], Ct);

        await host.Weeks.Tick(WeekOver, Ct);

        Assert.Empty(await Notes());
        Assert.Equal(1, await host.Database.Count("handoff.weekly_note", $"person_id = {_person} and outcome = 'filtered: no-record'"));
    }

    private SeenSignal Hint(string tag = "hint") => HandoffHost.Signal(_person, "interest", kind: "tag", value: tag);

    private static SeenSignal Replayed(SeenSignal hint) => hint with { Signal = hint.Signal with { Key = $"{hint.Signal.Key}#3" } };

    private Task Settle(OperationRequest request, string outcome) => host.Learn.Consume(
        [new SettledOperation { Key = request.Key, Mark = request.Mark, Target = request.Target, Outcome = outcome, At = Some.Moment }], Ct);

    private async Task<IReadOnlyList<OperationRequest>> Notes()
    {
        var bodies = await host.Database.Query<string>("select body from handoff.outbox_message where contract = 'OperationsRequested' order by id");
        return
        [
            .. bodies.SelectMany(body => System.Text.Json.JsonSerializer.Deserialize<OperationsRequested>(body, Storage.OutboxJson.Options)!.Items)
                .Where(item => item.PersonId == _person && item.Note is not null),
        ];
    }
}
