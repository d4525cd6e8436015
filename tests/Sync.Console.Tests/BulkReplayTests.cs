using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class BulkReplayTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly string _connection = Some.Word();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_whose_first_still_fail_stops_after_the_third_and_leaves_the_rest_open()
    {
        var group = await Letters(40);
        var replay = await Begin(new { group });

        await Answer(replay, Outcomes.DeadLettered + ": validation", until: "stopped");

        var end = await Progress(replay);
        Assert.Equal((3, 0, 3), (Whole(end, "sent"), Whole(end, "done"), Whole(end, "failed")));
        Assert.Contains("failed again", end.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(37, await console.Database.Count("console.dead_letter", "group_id = @group and state = 'open' and replay_id is null", new { group }));
    }

    [Fact]
    public async Task A_ramp_goes_through_to_the_end_and_sends_each_once()
    {
        var group = await Letters(33);
        var replay = await Begin(new { group });

        await Answer(replay, Outcomes.Written, until: "done");

        Assert.Equal((33, 33, 0), (Whole(await Progress(replay), "sent"), Whole(await Progress(replay), "done"), Whole(await Progress(replay), "failed")));
        var sent = SentBy(replay).ToList();
        Assert.Equal((33, 33), (sent.Count, sent.Distinct().Count()));
        Assert.Equal(33, await console.Database.Count("console.dead_letter", "group_id = @group and state = 'replayed'", new { group }));
    }

    [Fact]
    public async Task A_cancelled_replay_loses_nothing()
    {
        var group = await Letters(20);
        var replay = await Begin(new { group });

        var cancelled = await console.Tell(HttpMethod.Delete, $"/api/replays/{replay}", null);
        // It is cancelled at once, so that the one on its way must be waited for.
        await Eventually.Within(Soon, () => Task.FromResult(SentBy(replay).Any()));
        await Answer(replay, Outcomes.Written, until: "cancelled");

        Assert.Equal(("cancelled", 1), (cancelled.GetProperty("state").GetString(), Whole(cancelled, "sent")));
        Assert.Equal(19, await console.Database.Count("console.dead_letter", "group_id = @group and state = 'open'", new { group }));
        await Eventually.Within(Soon, async () => Whole(await Progress(replay), "done") == 1);
        await console.Tell(HttpMethod.Delete, $"/api/replays/{replay}", null, 409);
        Assert.Equal(19, Whole(await console.Tell(HttpMethod.Post, "/api/replays", new { group }, 202), "total"));
    }

    [Fact]
    public async Task One_that_is_being_replayed_is_refused_to_another_replay_also_under_another_dead_letter_of_its_delivery()
    {
        var group = await Letters(3);
        var first = (await Ids(group))[0];
        var delivery = (await console.Database.Query<long>("select delivery_id from console.dead_letter where id = @first", new { first })).Single();
        await Keep(SomeFact.Letter(delivery, $"{delivery}>other") with { Connection = _connection });
        await Begin(new { group });

        var problem = await console.Tell(HttpMethod.Post, "/api/replays", new { group }, 409);

        Assert.Contains("being replayed already", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_dead_letters_of_one_delivery_are_sent_once_and_end_together()
    {
        var delivery = Some.Number();
        await Keep(
            SomeFact.Letter(delivery, $"{delivery}>a") with { Connection = _connection },
            SomeFact.Letter(delivery, $"{delivery}>b") with { Connection = _connection });
        var replay = await Begin(new { filter = new { connection = _connection } });

        await Answer(replay, Outcomes.Written, until: "done");

        Assert.Equal([delivery], SentBy(replay));
        Assert.Equal(2, Whole(await Progress(replay), "done"));
    }

    [Theory]
    [InlineData("""{"group":1,"all":true}""", "Give one of")]
    [InlineData("""{"all":true,"perSecond":0}""", "perSecond")]
    [InlineData("""{"all":true,"stopAt":101}""", "stopAt")]
    [InlineData("""{"filter":{"state":"archived"}}""", "empty")]
    public async Task What_makes_no_sense_is_refused_with_a_reason(string body, string reason)
    {
        var problem = await console.Tell(HttpMethod.Post, "/api/replays", JsonSerializer.Deserialize<JsonElement>(body), 400);

        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Plays the stages: reports an outcome for whatever the replay sends, until it is in a state.</summary>
    private async Task Answer(int replay, string outcome, string until)
    {
        var answered = new HashSet<long>();
        await Eventually.Within(Soon, async () =>
        {
            var sent = SentBy(replay).Where(answered.Add).ToList();
            if (sent.Count > 0)
            {
                await console.Report([.. sent.Select(delivery => SomeFact.Written(delivery, Some.Email(), outcome) with { Key = $"{delivery}#{replay}>sales" })]);
            }

            return (await Progress(replay)).GetProperty("state").GetString() == until && sent.Count == 0;
        });
    }

    private IEnumerable<long> SentBy(int replay) =>
        console.Replays.Where(sent => sent.Replay == replay).SelectMany(sent => sent.DeliveryIds);

    private async Task<int> Begin(object request) => (await console.Tell(HttpMethod.Post, "/api/replays", request, 202)).GetProperty("id").GetInt32();

    private Task<JsonElement> Progress(int replay) => console.Ask($"/api/replays/{replay}");

    private static long Whole(JsonElement progress, string name) => progress.GetProperty(name).GetInt64();

    private Task Keep(params DeadLettered[] letters) => console.Get<Messaging.IDeadLetterStore>().Keep(letters, Ct);

    private async Task<long> Letters(int count)
    {
        await Keep([.. Enumerable.Range(0, count).Select(_ => SomeFact.Letter(Some.Number()) with { Connection = _connection })]);
        return (await console.Database.Query<long>("select id from console.dead_letter_group where connection = @_connection", new { _connection })).Single();
    }

    private async Task<long[]> Ids(long group) =>
        [.. await console.Database.Query<long>("select id from console.dead_letter where group_id = @group order by id", new { group })];
}
