using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Console.Checkups;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed class CheckupTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private static readonly CheckedThing Good = new() { Check = "key", Ok = true, Detail = "of Ada" };
    private static readonly CheckedThing Bad = new() { Check = "webhooks", Ok = false, Problem = "none", Cure = "Wait." };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"connection":"sales"}""", "sales")]
    [InlineData("{}", null)]
    public async Task A_checkup_is_handed_to_the_writer_and_waits_for_it(string order, string? connection)
    {
        var id = await Start(order);

        await Eventually.Within(
            Soon, () => console.Checkups.Count(request => request.Id == id && request.Connection == connection) == 1);
        var now = await console.Ask($"/api/checkups/{id}");
        Assert.Equal("waiting", now.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, now.GetProperty("ok").ValueKind);
    }

    [Fact]
    public async Task It_runs_until_every_connection_has_been_checked()
    {
        var id = await Start("{}");

        await Report(Said(id));
        Assert.Equal(("running", null), await State(id));
        await Report(Said(id, "marketing", Good));
        Assert.Equal(("running", null), await State(id));
        await Report(Said(id, "sales", Good, Bad));

        Assert.Equal(("done", false), await State(id));
        var now = await console.Ask($"/api/checkups/{id}");
        Assert.Equal(["marketing", "sales"], now.GetProperty("connections").EnumerateArray().Select(each => each.GetProperty("name").GetString()));
        var line = now.GetProperty("connections")[1].GetProperty("lines")[1];
        Assert.Equal(("webhooks", "none", "Wait."), (Text("check"), Text("problem"), Text("cure")));

        string? Text(string name) => line.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Reports_may_come_twice_and_in_any_order()
    {
        var id = await Start("{}");
        var late = Said(id, "sales", Good);

        await Report(late with { At = late.At.AddSeconds(1) }, Said(id, "marketing", Good));
        await Report(Said(id), Said(id, "sales", Bad) with { At = late.At }, Said(id, "marketing", Good));

        Assert.Equal(("done", true), await State(id));
    }

    [Fact]
    public async Task What_the_console_does_not_know_is_nobodys_loss()
    {
        await Report(Said(Guid.NewGuid(), "sales", Good));

        Assert.Contains("no checkup", (await console.Ask($"/api/checkups/{Guid.NewGuid()}", 404)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_none_is_refused()
    {
        using var answer = await console.Http.PostAsJsonAsync("/api/checkups", new { connection = " " }, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_trial_is_handed_to_the_writer_and_the_last_one_of_each_route_stays_known()
    {
        using var answer = await console.Http.PostAsJsonAsync("/api/trials", new { route = "people" }, Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
        await Eventually.Within(Soon, () => console.Checkups.Count(request => request.Id == id && request is { Try: "people", Connection: null }) == 1);

        await Report(Said(id) with { Connections = ["people>sales"] }, Said(id, "people>sales", Good, Bad) with { Connections = ["people>sales"] });

        Assert.Equal(("done", false), await State(id));
        await console.Database.Execute("update console.checkup set asked_at = now() - interval '30 days'");
        await Start("{}");
        var last = Assert.Single(await console.Get<Npgsql.NpgsqlDataSource>().LastTrials());
        Assert.Equal(("people>sales", false, 2), (last.Name, last.Ok, last.Lines.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_trial_without_a_route_is_refused(string route)
    {
        using var answer = await console.Http.PostAsJsonAsync("/api/trials", new { route }, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static CheckupReported Said(Guid id, string? done = null, params CheckedThing[] lines) => new()
    {
        Id = id,
        Connections = ["marketing", "sales"],
        Done = done is null ? null : new CheckedConnection { Name = done, Lines = lines },
        At = DateTimeOffset.UtcNow,
    };

    private Task Report(params CheckupReported[] reports) => console.Get<RecordCheckupsConsumer>().Consume(reports, Ct);

    private async Task<Guid> Start(string order)
    {
        using var body = new StringContent(order, System.Text.Encoding.UTF8, "application/json");
        using var answer = await console.Http.PostAsync("/api/checkups", body, Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
    }

    private async Task<(string?, bool?)> State(Guid id)
    {
        var now = await console.Ask($"/api/checkups/{id}");
        return (now.GetProperty("state").GetString(), now.GetProperty("ok") is { ValueKind: not JsonValueKind.Null } ok ? ok.GetBoolean() : null);
    }
}
