using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class ReplayTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_hands_its_deliveries_to_the_inbox_under_its_number()
    {
        var (letter, delivery) = await Letter();

        var replay = await Accepted(await Start(letter));

        Assert.Equal(("running", 1), (replay.State, replay.Total));
        await Eventually.Within(
            Soon, () => console.Replays.Any(sent => sent.Replay == replay.Id && sent.DeliveryIds.SequenceEqual([delivery])));
    }

    [Fact]
    public async Task Of_two_who_replay_the_same_dead_letter_one_does_and_the_other_is_told()
    {
        var (letter, delivery) = await Letter();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Start(letter)));

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        await Eventually.Within(Soon, () => console.Replays.Any(sent => sent.DeliveryIds.Contains(delivery)));
        Assert.Single(console.Replays, sent => sent.DeliveryIds.Contains(delivery));
    }

    [Theory]
    [InlineData(Outcomes.Written, "replayed", 1, 0)]
    [InlineData("dead-lettered: validation", "failed again", 0, 1)]
    public async Task The_outcome_of_a_replay_closes_its_dead_letter(string outcome, string state, int done, int failed)
    {
        var (letter, delivery) = await Letter();
        var replay = await Accepted(await Start(letter));

        await console.Report(
            SomeFact.Matched(delivery, null) with { Key = $"{delivery}#{replay.Id}" },
            SomeFact.Written(delivery, Some.Email(), outcome) with { Key = $"{delivery}#{replay.Id}>sales" });

        Assert.Equal(
            [state], await console.Database.Query<string>("select state from console.dead_letter where id = @letter", new { letter }));
        var progress = await Progress(replay.Id);
        Assert.Equal(("done", done, failed), (progress.State, progress.Done, progress.Failed));
    }

    [Fact]
    public async Task The_end_of_one_part_of_a_replay_does_not_close_another_part_s_dead_letter()
    {
        var delivery = Some.Number();
        await console.Get<Messaging.IDeadLetterStore>().Keep([SomeFact.Letter(delivery, $"{delivery}:2/2>sales")], Ct);
        var letter = (await console.Database.Query<long>("select id from console.dead_letter where delivery_id = @delivery", new { delivery })).Single();
        var replay = await Accepted(await Start(letter));

        await console.Report(SomeFact.Written(delivery, Some.Email()) with { Key = $"{delivery}:1/2#{replay.Id}>sales" });
        Assert.Equal("running", (await Progress(replay.Id)).State);
        await console.Report(SomeFact.Written(delivery, Some.Email()) with { Key = $"{delivery}:2/2#{replay.Id}>sales" });

        Assert.Equal(("done", 1), ((await Progress(replay.Id)).State, (await Progress(replay.Id)).Done));
    }

    [Fact]
    public async Task An_outcome_of_the_first_time_closes_no_replay()
    {
        var (letter, delivery) = await Letter();
        var replay = await Accepted(await Start(letter));

        await console.Report(SomeFact.Written(delivery, Some.Email()));

        Assert.Equal("running", (await Progress(replay.Id)).State);
    }

    [Fact]
    public async Task What_fails_again_can_be_replayed_again()
    {
        var (letter, delivery) = await Letter();
        var replay = await Accepted(await Start(letter));

        await console.Send(SomeFact.Letter(delivery, $"{delivery}#{replay.Id}>sales"));

        var key = $"{delivery}#{replay.Id}>sales";
        var second = (await Eventually.Within(
            Soon, () => console.Database.Query<long>("select id from console.dead_letter where key = @key and state = 'open'", new { key }),
            ids => ids.Count == 1))[0];
        await Eventually.Within(Soon, async () => (await Progress(replay.Id)).Failed == 1);
        Assert.Equal(HttpStatusCode.Conflict, (await Start(letter)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await Start(second)).StatusCode);
    }

    [Fact]
    public async Task What_is_unknown_or_has_no_delivery_cannot_be_replayed()
    {
        var key = Some.Word();
        await console.Get<Messaging.IDeadLetterStore>().Keep([SomeFact.Letter(null, key)], Ct);
        var letter = (await console.Database.Query<long>("select id from console.dead_letter where key = @key", new { key })).Single();

        Assert.Equal(HttpStatusCode.Conflict, (await Start(letter)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await Start(long.MaxValue)).StatusCode);
        Assert.Equal(0, await console.Database.Count(
            "console.replay", "id not in (select replay_id from console.dead_letter where replay_id is not null)"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"deadLetterIds":[]}""")]
    [InlineData("""{"deadLetterIds":null}""")]
    [InlineData("""{"deadLetterIds":"all"}""")]
    [InlineData("no json")]
    public async Task A_replay_of_nothing_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await console.Http.PostAsync("/api/replays", content, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Replays_are_listed_and_one_that_is_not_there_is_not_found()
    {
        var (letter, _) = await Letter();
        var replay = await Accepted(await Start(letter));

        var listed = (await console.Ask("/api/replays")).GetProperty("items").EnumerateArray().First();

        Assert.Equal(replay.Id, listed.GetProperty("id").GetInt32());
        await console.Ask("/api/replays/999999", 404);
        Assert.Equal(HttpStatusCode.NotFound, (await console.Http.DeleteAsync("/api/replays/999999", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await console.Http.DeleteAsync($"/api/replays/{replay.Id}", Ct)).StatusCode);
    }

    /// <summary>A dead letter in the list, with its number and that of its delivery.</summary>
    private async Task<(long Letter, long Delivery)> Letter()
    {
        var delivery = Some.Number();
        await console.Get<Messaging.IDeadLetterStore>().Keep([SomeFact.Letter(delivery)], Ct);
        var ids = await console.Database.Query<long>("select id from console.dead_letter where delivery_id = @delivery", new { delivery });
        return (ids.Single(), delivery);
    }

    private Task<HttpResponseMessage> Start(params long[] letters) =>
        console.Http.PostAsJsonAsync("/api/replays", new { deadLetterIds = letters }, Ct);

    private static async Task<Replay> Accepted(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<Replay>(Ct))!;
    }

    private async Task<Replay> Progress(int id) =>
        (await console.Ask($"/api/replays/{id}")).Deserialize<Replay>(JsonSerializerOptions.Web)!;

    private sealed record Replay(int Id, string State, int Total, int Done, int Failed);
}
