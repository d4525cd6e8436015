using Sync.Console.Replays;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>What a console that dies leaves behind is whatever its last commit was: here every commit of a replay is such a moment.</summary>
public sealed class KilledReplayTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_before_or_after_any_commit_a_replay_goes_on_and_sends_each_once()
    {
        await console.Get<Messaging.IDeadLetterStore>().Keep([.. Enumerable.Range(0, 40).Select(_ => SomeFact.Letter(Some.Number()))], Ct);
        var replay = (await console.Tell(HttpMethod.Post, "/api/replays", new { all = true }, 202)).GetProperty("id").GetInt32();
        var random = new Random(7);

        var answered = new HashSet<long>();
        await Eventually.Within(TimeSpan.FromSeconds(90), async () =>
        {
            await Step(replay, commit: random.Next(2) == 0);
            var sent = console.Replays.Where(each => each.Replay == replay).SelectMany(each => each.DeliveryIds).Where(answered.Add).ToList();
            // The stages may say it twice.
            var facts = sent.Select(delivery => Written(delivery, replay)).ToArray();
            await console.Report(facts);
            await console.Report(facts);
            return await console.Ask($"/api/replays/{replay}");
        }, progress => progress.GetProperty("state").GetString() == "done");

        var all = console.Replays.Where(each => each.Replay == replay).SelectMany(each => each.DeliveryIds).ToList();
        Assert.Equal((40, 40), (all.Count, all.Distinct().Count()));
        var end = await console.Ask($"/api/replays/{replay}");
        Assert.Equal((40, 40, 0), (end.GetProperty("sent").GetInt32(), end.GetProperty("done").GetInt32(), end.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task Two_instances_at_once_send_a_step_once()
    {
        var connection = Some.Word();
        await console.Get<Messaging.IDeadLetterStore>()
            .Keep([.. Enumerable.Range(0, 30).Select(_ => SomeFact.Letter(Some.Number()) with { Connection = connection })], Ct);
        var replay = (await console.Tell(HttpMethod.Post, "/api/replays", new { filter = new { connection } }, 202)).GetProperty("id").GetInt32();
        await console.Database.Execute("update console.replay set step_done = step_sent, done = sent where id = @replay", new { replay });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Step(replay, commit: true))));

        Assert.Equal(3, (await console.Ask($"/api/replays/{replay}")).GetProperty("sent").GetInt32());
    }

    // One turn of the runner; without the commit it is one that was killed just before.
    private async Task Step(int replay, bool commit)
    {
        await using var connection = await console.Get<Npgsql.NpgsqlDataSource>().OpenConnectionAsync(Ct);
        await using var tx = await connection.BeginTransactionAsync(Ct);
        if (await tx.TakeRunning(replay) is { } row && await tx.Advance(row, DateTimeOffset.UtcNow) && commit)
        {
            await tx.CommitAsync(Ct);
        }
    }

    private static OutcomeReached Written(long delivery, int replay) =>
        SomeFact.Written(delivery, Some.Email()) with { Key = $"{delivery}#{replay}>sales" };
}
