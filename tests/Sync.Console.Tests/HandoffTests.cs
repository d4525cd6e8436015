using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>Where each handoff stands, which gates were closed, and how long tasks took.</summary>
public sealed class HandoffTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly string _play = Some.Word();

    [Fact]
    public async Task Handoffs_come_over_the_bus_and_are_listed_with_their_gates_and_times()
    {
        var handoff = SomeFact.Handoff(_play);
        await console.Send(new HandoffsNoted
        {
            Items = [handoff, SomeFact.Handoff(_play) with { State = "suppressed: cooldown", Owner = null }, SomeFact.Handoff(_play) with { State = "suppressed: cooldown" }],
        });
        await Eventually.Within(TimeSpan.FromSeconds(30), Day, day => day.GetProperty("items").GetArrayLength() == 3);

        // Told of its task, and after that once more of its beginning: that comes late.
        await console.Send(new HandoffsNoted { Items = [Made(handoff)] });
        await console.Send(new HandoffsNoted { Items = [handoff] });
        var day = await Eventually.Within(TimeSpan.FromSeconds(30), Day, found => Row(found, handoff).GetProperty("state").GetString() == "written");

        Assert.Equal(2, Row(day, handoff).GetProperty("seconds").GetDouble());
        var gate = Assert.Single(day.GetProperty("suppressed").EnumerateArray());
        Assert.Equal(("cooldown", 2), (gate.GetProperty("name").GetString(), gate.GetProperty("count").GetInt32()));
        var times = day.GetProperty("times").EnumerateArray().Where(time => time.GetProperty("count").GetInt32() > 0);
        Assert.Equal("1 to 3 s", Assert.Single(times).GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_owners_have_done_is_counted_and_what_they_have_not_done_is_an_alarm()
    {
        var (done, late) = (Made(SomeFact.Handoff(_play)), Made(SomeFact.Handoff(_play)));
        await console.Get<Handoffs.RecordHandoffsConsumer>().Consume(
            [done with { TouchedAt = done.OccurredAt.AddMinutes(4), Alarm = 50 }, late with { Alarm = 100 }], CancellationToken.None);

        var day = await Day();

        Assert.Equal((1, 240), (day.GetProperty("touched").GetInt32(), Row(day, done).GetProperty("touchSeconds").GetDouble()));
        var alarm = Assert.Single(day.GetProperty("late").EnumerateArray());
        Assert.Equal(("100 %", 1), (alarm.GetProperty("name").GetString(), alarm.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task What_was_done_beside_a_task_stands_with_it_and_what_comes_late_changes_nothing()
    {
        var handoff = Made(SomeFact.Handoff(_play));
        ActionNoted Note(string name, string? outcome, int second) =>
            new() { HandoffId = handoff.Id, Name = name, Outcome = outcome, Detail = outcome is null ? null : "why", At = Some.Moment.AddSeconds(second) };
        await console.Send(new ActionsNoted { Items = [Note("note", "written", 2), Note("tag vip", null, 1), Note("tag vip", "consent", 1), Note("owner", null, 1)] });
        await console.Send(new HandoffsNoted { Items = [handoff] });
        await Eventually.Within(TimeSpan.FromSeconds(30), Day, day => Beside(day, handoff).Length == 3);

        await console.Get<Handoffs.RecordActionsConsumer>().Consume([Note("note", null, 1), Note("tag vip", null, 1)], CancellationToken.None);
        Assert.Equal(["note written", "owner ", "tag vip consent"], Beside(await Day(), handoff));

        await console.Get<Handoffs.RecordActionsConsumer>().Consume([Note("tag vip", null, 5)], CancellationToken.None);
        Assert.Equal(["note written", "owner ", "tag vip "], Beside(await Day(), handoff));
    }

    private static string[] Beside(JsonElement day, HandoffNoted handoff) => day.GetProperty("items").EnumerateArray()
        .Where(row => row.GetProperty("id").GetString() == handoff.Id).SelectMany(row => row.GetProperty("beside").EnumerateArray())
        .Select(action => $"{action.GetProperty("name").GetString()} {action.GetProperty("outcome").GetString()}").ToArray();

    [Fact]
    public async Task A_play_that_sync_yaml_does_not_have_cannot_be_tried()
    {
        var answer = await console.Tell(HttpMethod.Post, "/api/handoff-tests", new { play = "none", email = "ada@example.test" }, 400);

        Assert.Contains("There is no play 'none'", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_day_has_none_of_them()
    {
        await console.Get<Handoffs.RecordHandoffsConsumer>().Consume([SomeFact.Handoff(_play)], CancellationToken.None);

        var other = await console.Tell(HttpMethod.Get, $"/api/handoffs?day=2025-01-01&play={_play}", null, 200);

        Assert.Equal(0, other.GetProperty("items").GetArrayLength());
    }

    internal static HandoffNoted Made(HandoffNoted handoff) => handoff with
    {
        State = Outcomes.Written, TaskAt = handoff.OccurredAt.AddSeconds(2), TaskModule = "Tasks", TaskId = "99", At = handoff.At.AddSeconds(2),
    };

    private Task<JsonElement> Day() => console.Tell(HttpMethod.Get, $"/api/handoffs?day={Some.Moment:yyyy-MM-dd}&play={_play}", null, 200);

    private static JsonElement Row(JsonElement day, HandoffNoted handoff) =>
        day.GetProperty("items").EnumerateArray().Single(row => row.GetProperty("id").GetString() == handoff.Id);
}
