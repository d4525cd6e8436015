using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class OverviewTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task The_overview_puts_together_what_the_services_report()
    {
        await console.Report(
            SomeFact.Written(Some.Number(), Some.Email()) with { At = DateTimeOffset.UtcNow },
            SomeFact.Written(Some.Number(), Some.Email()) with { At = DateTimeOffset.UtcNow });
        await console.Send(
            Report("ingress", "inbox", ("accepted", 10), ("duplicates", 2), ("settled", 7), ("inFlight", 3), ("oldestSeconds", 1.5)));
        await console.Send(
            Report("writer", "a", ("lane.sales.pending", 4), ("lane.sales.oldestSeconds", 2)) with { States = States("running", "standby") });
        await console.Send(Report("writer", "b", ("lane.sales.pending", 4)) with { States = States("standby", "running") });

        var now = await Eventually.Within(
            TimeSpan.FromSeconds(60), () => console.Ask("/api/overview"),
            now => now.GetProperty("accepted").GetInt64() == 10 && State(now, "sales") == "running" && State(now, "marketing") == "running");

        Assert.Equal((10, 2, 7, 3), (Whole("accepted"), Whole("duplicates"), Whole("settled"), Whole("inFlight")));
        Assert.Equal(1.5, now.GetProperty("oldestSeconds").GetDouble());
        Assert.Equal(2, now.GetProperty("byOutcome").GetProperty(Outcomes.Written).GetInt64());
        Assert.Equal("registered", Lane(now, "marketing")?.GetProperty("webhooks").GetString());
        var lane = Lane(now, "sales")!.Value;
        Assert.Equal(("sales", "running", 4),
            (lane.GetProperty("connection").GetString(), lane.GetProperty("state").GetString(), lane.GetProperty("pending").GetInt64()));

        long Whole(string name) => now.GetProperty(name).GetInt64();
    }

    private static JsonElement? Lane(JsonElement now, string connection) => now.GetProperty("lanes").EnumerateArray()
        .Where(lane => lane.GetProperty("connection").GetString() == connection).Select(lane => (JsonElement?)lane).SingleOrDefault();

    private static string? State(JsonElement now, string connection) => Lane(now, connection)?.GetProperty("state").GetString();

    [Theory]
    [InlineData(900, 100, 100, 3_600)]
    [InlineData(900, 1, 100, null)]
    [InlineData(0, 0, 1_000, null)]
    [InlineData(1_000, 10, 0, 0)]
    public void The_pace_of_the_last_hour_says_how_long_the_allowance_lasts(long inDay, long inHour, long left, int? seconds) =>
        Assert.Equal(seconds, new Overview.Quota(inDay, inHour, left).ExhaustedInSeconds);

    [Fact]
    public void Where_nobody_says_what_is_left_nothing_is_foretold() => Assert.Null(new Overview.Quota(900, 100, null).ExhaustedInSeconds);

    [Fact]
    public async Task An_allowance_that_ends_within_a_day_is_an_alarm()
    {
        await console.Send(Report("writer", "quota", ("lane.shop.usedInDay", 900), ("lane.shop.usedInHour", 100), ("lane.shop.leftInDay", 100)) with
        {
            States = new Dictionary<string, string> { ["lane.shop"] = "running" },
        });

        var now = await Eventually.Within(
            TimeSpan.FromSeconds(60), () => console.Ask("/api/overview"),
            now => Lane(now, "shop") is not null);

        var quota = Lane(now, "shop")!.Value.GetProperty("quota");
        Assert.Equal((900, 100, 3_600), (quota.GetProperty("usedInDay").GetInt64(), quota.GetProperty("left").GetInt64(), quota.GetProperty("exhaustedInSeconds").GetInt32()));
        Assert.Contains(now.GetProperty("alarms").EnumerateArray(), alarm => alarm.GetProperty("text").GetString()!.Contains("shop has used up its allowance in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Kinds_of_events_that_nobody_knows_are_counted_and_shown_with_a_sample()
    {
        var kind = Some.Word();
        OutcomeReached Event(string of, string detail) => SomeFact.Matched(Some.Number(), null, $"{Outcomes.Filtered}: unknown-kind", final: true) with
        {
            Kind = of, Stage = Stages.Mapped, Detail = detail, At = DateTimeOffset.UtcNow,
        };
        var last = Event(kind, "It holds: type, contact[id]");
        await console.Report(Event(kind, "It holds: type"), Event(Some.Word(), "It holds: x"));
        await console.Report(last, SomeFact.Written(Some.Number(), Some.Email()));

        var overview = await console.Ask("/api/overview");

        var told = Assert.Single(overview.GetProperty("unknownKinds").EnumerateArray(), each => each.GetProperty("kind").GetString() == kind);
        Assert.Equal(("marketing", 2, last.DeliveryId), (
            told.GetProperty("source").GetString(), told.GetProperty("count").GetInt32(), told.GetProperty("lastDelivery").GetInt64()));
        Assert.Equal(last.Detail, told.GetProperty("sample").GetString());
    }

    [Fact]
    public async Task A_field_in_a_loop_is_an_alarm_though_another_field_of_the_change_went_on()
    {
        Assert.DoesNotContain(await Loops(), _ => true);

        await console.Report(SomeFact.Matched(Some.Number(), Some.Email()) with
        {
            At = DateTimeOffset.UtcNow, Detail = $"first_name to sales; phone {Outcomes.Filtered}: loop",
        });

        Assert.Single(await Loops());

        async Task<IReadOnlyList<string>> Loops() =>
        [
            .. (await console.Ask("/api/overview")).GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetProperty("text").GetString()!)
                .Where(text => text.Contains("in a loop", StringComparison.Ordinal)),
        ];
    }

    [Fact]
    public async Task An_older_report_does_not_replace_a_newer_one()
    {
        var consumer = console.Get<Overview.RecordReportsConsumer>();
        var report = Report("mapper", Some.Word(), ("x", 2));

        await consumer.Consume(
            [report, report with { At = report.At.AddSeconds(-5), Numbers = new Dictionary<string, double> { ["x"] = 1 } }],
            TestContext.Current.CancellationToken);

        Assert.Equal(["""{"x":2}"""], await console.Database.Query<string>(
            "select numbers from console.report where instance = @Instance", new { report.Instance }));
    }

    private static StageReported Report(string service, string instance, params (string Name, double Value)[] numbers) => new()
    {
        Service = service, Instance = instance, At = DateTimeOffset.UtcNow,
        Numbers = numbers.ToDictionary(number => number.Name, number => number.Value),
        States = new Dictionary<string, string>(),
    };

    private static Dictionary<string, string> States(string sales, string marketing)
    {
        var states = new Dictionary<string, string> { ["lane.sales"] = sales, ["lane.marketing"] = marketing };
        if (marketing == "running")
        {
            states["webhooks.marketing"] = "registered";
        }

        return states;
    }
}
