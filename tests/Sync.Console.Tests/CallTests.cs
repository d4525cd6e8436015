using System.Net.Http.Headers;
using Sync.Console.Calls;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>What was asked of vendors is shown to whoever asks after a person: his records, nobody else's.</summary>
public sealed class CallTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private readonly long _delivery = Some.Number();
    private readonly string _email = Some.Email();

    [Fact]
    public async Task A_call_comes_over_the_bus_and_shows_only_the_records_asked_after()
    {
        var (other, call) = (Some.Number(), Guid.CreateVersion7());
        await console.Report(SomeFact.Matched(_delivery, _email), SomeFact.Written(_delivery, _email));
        var told = new CallsMade { Items = [Call(call, Record(_delivery, "+46 1"), Record(other, "+46 9"))] };
        await console.Send(told);
        await console.Send(told);

        var line = await Eventually.Within(
            TimeSpan.FromSeconds(30), () => console.Ask($"/api/explain?email={_email}"), line => line.GetProperty("calls").GetArrayLength() > 0);

        var shown = Assert.Single(line.GetProperty("calls").EnumerateArray());
        Assert.Equal("/crm/v8/Leads", shown.GetProperty("calls")[1].GetProperty("path").GetString());
        var record = Assert.Single(shown.GetProperty("records").EnumerateArray());
        Assert.Equal("+46 1", record.GetProperty("sent").GetProperty("Phone").GetString());
        Assert.Equal("+46 0", record.GetProperty("before").GetProperty("Phone").GetString());
        Assert.Single((await console.Ask($"/api/deliveries/{_delivery}")).GetProperty("calls").EnumerateArray());
    }

    [Fact]
    public async Task A_viewer_sees_which_fields_were_sent_and_not_what()
    {
        await console.Report(SomeFact.Written(_delivery, _email));
        await Keep(Call(Guid.CreateVersion7(), Record(_delivery, "+46 1")));
        var made = await console.Tell(HttpMethod.Post, "/api/tokens", new { name = Some.Word(), role = "viewer" });
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("token").GetString());

        var seen = await http.GetStringAsync($"/api/explain?email={_email}", TestContext.Current.CancellationToken);

        Assert.Contains("\"Phone\"", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("+46", seen.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_old_is_forgotten()
    {
        var (old, young) = (Call(Guid.CreateVersion7(), Record(_delivery, "1")) with { At = DateTimeOffset.UtcNow.AddDays(-31) }, Call(Guid.CreateVersion7(), Record(_delivery, "2")));
        await Keep(old, young);

        await console.Get<Npgsql.NpgsqlDataSource>().ForgetCalls(30);

        Assert.Equal([young.Id], await console.Database.Query<Guid>("select id from console.call where @_delivery = any(deliveries)", new { _delivery }));
    }

    private Task Keep(params CallMade[] calls) => console.Get<RecordCallsConsumer>().Consume(calls, TestContext.Current.CancellationToken);

    private static CallMade Call(Guid id, params CalledRecord[] records) => SomeFact.Call() with { Id = id, Records = records };

    private static CalledRecord Record(long delivery, string phone) => new()
    {
        Deliveries = [delivery], PersonId = 1, Module = "Leads", RecordId = "L1", Outcome = Outcomes.Written,
        Before = new Dictionary<string, string?> { ["Phone"] = "+46 0" }, Sent = new Dictionary<string, string?> { ["Phone"] = phone }, PolicyVersion = "v1",
    };
}
