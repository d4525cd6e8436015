using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class GroupTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly string _connection = Some.Word();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_failed_for_the_same_reason_is_one_group_with_first_last_and_a_sample()
    {
        await Keep(Letter(), Letter() with { At = Some.Moment.AddHours(1) }, Letter() with { Field = "Fax" }, Letter() with { Code = null, Field = null });

        var groups = (await Groups()).ToList();

        Assert.Equal(3, groups.Count);
        var phone = groups.Single(group => group.GetProperty("field").GetString() == "Phone");
        Assert.Equal((2, Some.Moment.AddHours(1)), (phone.GetProperty("count").GetInt64(), phone.GetProperty("lastAt").GetDateTimeOffset()));
        Assert.Equal(Some.Moment.AddSeconds(3), phone.GetProperty("firstAt").GetDateTimeOffset());
        Assert.Contains("too long", phone.GetProperty("sampleReason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_counts_those_that_are_open()
    {
        await Keep(Letter(), Letter(), Letter(), Letter());
        await Keep(Letter());
        var group = (await Groups()).Single().GetProperty("id").GetInt64();
        var ids = await Ids(group);

        await console.Tell(HttpMethod.Post, "/api/dead-letters/archive", new { deadLetterIds = ids[..2] });
        var replay = (await console.Tell(HttpMethod.Post, "/api/replays", new { deadLetterIds = ids[2..3] }, 202)).GetProperty("id").GetInt32();

        Assert.Equal(2, (await Groups()).Single().GetProperty("count").GetInt64());
        await console.Tell(HttpMethod.Post, "/api/dead-letters/reopen", new { deadLetterIds = ids[..1] });
        Assert.Equal(3, (await Groups()).Single().GetProperty("count").GetInt64());
        Assert.Equal(
            await console.Database.Count("console.dead_letter", "group_id = @group and state = 'open'", new { group }),
            (await Groups()).Single().GetProperty("count").GetInt64());
        Assert.True(replay > 0);
    }

    [Fact]
    public async Task Letters_that_come_side_by_side_are_all_counted()
    {
        var letters = Enumerable.Range(0, 200).Select(number => Letter() with { Field = $"field{number % 7}" }).ToList();

        await Task.WhenAll(letters.Chunk(5).Select(chunk => Task.Run(() => Keep(chunk))));

        Assert.Equal(200, (await Groups()).Sum(group => group.GetProperty("count").GetInt64()));
    }

    [Theory]
    [InlineData("email={email}", 1)]
    [InlineData("email=part-of", 1)]
    [InlineData("class=validation", 3)]
    [InlineData("class=duplicate", 1)]
    [InlineData("field=Phone&class=validation", 2)]
    [InlineData("code=INVALID_DATA", 3)]
    [InlineData("from=2026-03-14T10:00:00Z", 1)]
    [InlineData("to=2026-03-14T10:00:00Z", 3)]
    [InlineData("stage=matched", 0)]
    [InlineData("state=archived", 0)]
    [InlineData("state=all", 4)]
    [InlineData("field=%27%3B%20drop%20table%20dead_letter", 0)]
    public async Task They_are_searched_by_address_time_class_and_field(string query, int found)
    {
        var email = Some.Email();
        await Keep(
            Letter() with { Email = email }, Letter() with { Email = $"part-of-{Some.Word()}@example.test", At = Some.Moment.AddHours(2) },
            Letter() with { Field = "Fax" }, Letter() with { Class = FailureClasses.Duplicate, Code = null });

        var page = await console.Ask($"/api/dead-letters?connection={_connection}&{query.Replace("{email}", email, StringComparison.Ordinal)}");

        Assert.Equal((found, found), (page.GetProperty("items").GetArrayLength(), page.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task A_state_that_there_is_not_is_refused() => await console.Ask("/api/dead-letters?state=lost", 400);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":true,"group":1}""")]
    [InlineData("""{"filter":{}}""")]
    [InlineData("""{"filter":{"email":null}}""")]
    public async Task Archiving_wants_to_know_exactly_what(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        Assert.Equal(400, (int)(await console.Http.PostAsync("/api/dead-letters/archive", content, Ct)).StatusCode);
    }

    [Fact]
    public async Task What_is_archived_is_noted_with_who_did_it()
    {
        await Keep(Letter());
        var group = (await Groups()).Single().GetProperty("id").GetInt64();

        await console.Tell(HttpMethod.Post, "/api/dead-letters/archive", new { group });

        var act = (await console.Ask("/api/audit")).GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("act").GetString() == $"archived group {group}");
        Assert.Equal(("operator token", "1 in all"), (act.GetProperty("who").GetString(), act.GetProperty("detail").GetString()));
    }

    private DeadLettered Letter() => SomeFact.Letter(Some.Number()) with { Connection = _connection };

    private Task Keep(params DeadLettered[] letters) => console.Get<Messaging.IDeadLetterStore>().Keep(letters, Ct);

    private async Task<IEnumerable<JsonElement>> Groups() => (await console.Ask("/api/dead-letters/groups")).GetProperty("items").EnumerateArray()
        .Where(group => group.GetProperty("connection").GetString() == _connection);

    private async Task<long[]> Ids(long group) =>
        [.. (await console.Ask($"/api/dead-letters?group={group}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64())];
}
