using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>Operators stop connections and let them go on.</summary>
public sealed class PauseTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await console.Database.Execute("update console.pause set resumed_at = now() where resumed_at is null");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_is_paused_is_listed_told_to_the_writer_and_noted_in_the_audit_and_so_is_its_end()
    {
        var reason = Some.Word();
        var begun = await console.Tell(HttpMethod.Post, "/api/pauses", new { connection = "sales", calls = "writes", of = "persons", reason }, 201);
        var id = begun.GetProperty("id").GetInt64();
        Assert.Equal("writes of persons", begun.GetProperty("what").GetString());
        Assert.Contains(id, await Listed());

        await console.Tell(HttpMethod.Delete, $"/api/pauses/{id}", null);

        Assert.DoesNotContain(id, await Listed());
        await console.Tell(HttpMethod.Delete, $"/api/pauses/{id}", null, 404);
        var orders = await Eventually.Within(TimeSpan.FromSeconds(30), () => Task.FromResult(Sent(begun)), each => each.Count == 2);
        Assert.Equal([true, false], orders.OrderBy(order => order.Order).Select(order => order.IsPaused));
        Assert.All(orders, order => Assert.Equal(("sales", "writes", "persons"), (order.Connection, order.Calls, order.Of)));
        Assert.Equal(1, await console.Database.Count("console.audit", "act = 'paused sales' and detail = @detail", new { detail = $"writes of persons: {reason}" }));
    }

    [Fact]
    public async Task Paused_by_several_at_once_it_is_paused_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => console.Http.PostAsJsonAsync("/api/pauses", new { connection = "marketing" }, Ct)));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        Assert.Single(await Listed());
    }

    [Fact]
    public async Task What_cannot_be_paused_is_refused_in_words()
    {
        foreach (var body in (object[])[new { connection = "moon" }, new { }, new { connection = "sales", calls = "all" }, new { connection = "sales", of = "deals" }])
        {
            var refused = await console.Tell(HttpMethod.Post, "/api/pauses", body, 400);
            Assert.Matches("must be", refused.GetProperty("detail").GetString());
        }

        Assert.Empty(await Listed());
    }

    [Fact]
    public async Task A_viewer_sees_pauses_and_makes_none()
    {
        var made = await console.Tell(HttpMethod.Post, "/api/tokens", new { name = Some.Word(), role = "viewer" });
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("token").GetString());

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/pauses", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.PostAsJsonAsync("/api/pauses", new { connection = "sales" }, Ct)).StatusCode);
    }

    [Fact]
    public async Task Who_asks_after_a_person_hears_what_holds_his_delivery_up()
    {
        var (delivery, email) = (Some.Number(), Some.Email());
        await console.Send(new StageReported
        {
            Service = "writer", Instance = Some.Word(), At = DateTimeOffset.UtcNow, Numbers = new Dictionary<string, double>(),
            States = new Dictionary<string, string> { ["lane.sales"] = "waiting: paused by ada: writes (price list)" },
        });
        await console.Report(SomeFact.Matched(delivery, email));

        var line = await Eventually.Within(
            TimeSpan.FromSeconds(30), () => console.Ask($"/api/explain?email={email}"), line => line.GetProperty("waits").GetArrayLength() == 1);

        Assert.Equal("matched: waiting: paused by ada: writes (price list)", line.GetProperty("lastStage").GetString());
        Assert.Equal("sales", line.GetProperty("waits")[0].GetProperty("connection").GetString());
        await console.Report(SomeFact.Written(delivery, email));
        Assert.Equal("written: written", (await console.Ask($"/api/explain?email={email}")).GetProperty("lastStage").GetString());
    }

    private async Task<IReadOnlyList<long>> Listed() =>
        [.. (await console.Ask("/api/pauses")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64())];

    private List<OrderPause> Sent(JsonElement begun)
    {
        var at = begun.GetProperty("at").GetDateTimeOffset();
        return [.. console.Orders.Where(order => order.Connection == begun.GetProperty("connection").GetString() && order.At >= at.AddMilliseconds(-1))];
    }
}
