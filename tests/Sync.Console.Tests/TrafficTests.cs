using System.Globalization;
using System.Text.Json;
using Sync.Console.Traffic;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class TrafficTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_went_which_way_is_counted_and_shown_beside_the_usual()
    {
        var (source, target) = (Some.Word(), Some.Word());
        var hourAgo = TrafficPiece.Start(DateTimeOffset.UtcNow) - TrafficPiece.Length;
        await Remember(source, TrafficPiece.From, hourAgo.AddDays(-7), 80);
        await Remember(source, TrafficPiece.From, hourAgo.AddDays(-14), 100);
        await Remember(source, TrafficPiece.From, hourAgo.AddDays(-14).AddHours(-3), 1);
        var came = SomeFact.Matched(Some.Number(), Some.Email()) with { Source = source, ReceivedAt = hourAgo };
        var wrote = SomeFact.Written(Some.Number(), Some.Email()) with { Target = target, At = hourAgo };

        await console.Report(came, wrote, wrote with { Key = Some.Word(), Outcome = "dead-lettered: validation" });
        await console.Report(came with { Key = Some.Word() });
        await console.Get<TrafficTally>().Keep();

        var overview = await console.Ask("/api/overview");
        Assert.Equal((2, 80), (Number(Way(overview, source), "inHour"), Number(Way(overview, source), "usual")));
        Assert.Equal(1, Number(Way(overview, target), "inHour"));
        Assert.Equal(JsonValueKind.Null, Way(overview, target).GetProperty("usual").ValueKind);
        Assert.Contains(
            overview.GetProperty("alarms").EnumerateArray(),
            alarm => alarm.GetProperty("text").GetString()!.StartsWith($"2 events came from {source} from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_the_configuration_is_noted_once_and_the_first_is_none()
    {
        await console.Database.Query<int>("delete from console.rules returning 1");
        await using var data = Npgsql.NpgsqlDataSource.Create(console.Database.ConnectionString + ";Search Path=console");
        await data.NoteRules("one");
        await data.NoteRules("one");
        await using var connection = await data.OpenConnectionAsync(TestContext.Current.CancellationToken);

        Assert.Null(await connection.LastChange());
        await data.NoteRules("two");
        await data.NoteRules("two");

        Assert.Equal("two", (await connection.LastChange())?.Version);
        Assert.Equal(["one", "two"], await console.Database.Query<string>("select version from console.rules order by at"));
    }

    [Theory]
    [InlineData("7:100 14:100 1:3", 30, 100, false)]
    [InlineData("7:100 14:100 1:3", 19, 100, true)]
    [InlineData("7:0 14:100", 0, 0, false)]
    [InlineData("1:200 2:90", 17, 90, true)]
    [InlineData("1:200 2:9", 0, 9, false)]
    [InlineData("", 0, null, false)]
    public void The_same_weekday_tells_what_is_usual_and_at_first_the_quietest_day(string before, long inHour, int? usual, bool isSilent)
    {
        var hours = before.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(hour => Array.ConvertAll(hour.Split(':'), part => int.Parse(part, CultureInfo.InvariantCulture)))
            .Select(hour => Hour(hour[0], hour[1])).Append(Hour(0, inHour));

        var way = Assert.Single(UsualTraffic.Of(hours, Noon));

        Assert.Equal((usual, isSilent), ((int?)way.Usual, way.IsSilent));
    }

    [Fact]
    public void An_hour_before_anything_was_counted_says_nothing() => Assert.Null(Assert.Single(UsualTraffic.Of(
        [Hour(0, 3), Hour(7, 0) with { Since = Noon.UtcDateTime.AddDays(-6) }, Hour(1, 0) with { Since = Noon.UtcDateTime.AddDays(-1) }], Noon)).Usual);

    [Fact]
    public void A_silence_after_a_change_of_the_configuration_names_it()
    {
        var way = new TrafficNow("marketing", TrafficPiece.From, Noon.UtcDateTime, 0, 40);

        var told = Assert.Single(SilenceAlarms.Of([way], new RulesChange(Noon.UtcDateTime.AddMinutes(-70), "1f2e"))).Text;

        Assert.Equal(
            "No events came from marketing from 11:00 to 12:00 UTC; 40 are usual at this hour. It started after the configuration changed at 10:50 UTC (now 1f2e).",
            told);
        Assert.DoesNotContain("configuration", Assert.Single(SilenceAlarms.Of([way], new RulesChange(Noon.UtcDateTime.AddDays(-1), "1f2e"))).Text, StringComparison.Ordinal);
    }

    private static TrafficHour Hour(int daysBack, long count) =>
        new("marketing", TrafficPiece.From, Noon.UtcDateTime.AddDays(-20), daysBack, count);

    private Task Remember(string connection, string direction, DateTimeOffset at, int count) => console.Database.Query<int>(
        "insert into console.traffic (connection, direction, at, count) values (@connection, @direction, @at, @count) returning 1",
        new { connection, direction, at = at.UtcDateTime, count });

    private static JsonElement Way(JsonElement overview, string connection) => Assert.Single(
        overview.GetProperty("traffic").EnumerateArray(), way => way.GetProperty("connection").GetString() == connection);

    private static int Number(JsonElement way, string name) => way.GetProperty(name).GetInt32();
}
