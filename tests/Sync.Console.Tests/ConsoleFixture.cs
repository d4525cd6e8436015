using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Sync.Contracts;
using Sync.Messaging;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Testing;

namespace Sync.Console.Tests;

/// <summary>Class fixture: a console with a database and queues of its own, and collecting consumers in the place of inbox and writer.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    public const string Token = "operator-token-of-the-tests";

    private readonly RabbitMq _rabbit = new();
    private WebApplication _app = null!;

    public Postgres Database { get; } = new();

    /// <summary>Calls as an operator.</summary>
    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(20) };

    public Uri Address => new(_app.Urls.Single());

    /// <summary>Replays handed to the inbox.</summary>
    internal IReadOnlyList<ReplayDeliveries> Replays => Get<Collecting<ReplayDeliveries>>().Items;

    /// <summary>Checkups handed to the writer.</summary>
    internal IReadOnlyList<CheckupRequested> Checkups => Get<Collecting<CheckupRequested>>().Items;

    /// <summary>Dry runs asked of the stage that decides.</summary>
    internal IReadOnlyList<PlanRequested> Plans => Get<Collecting<PlanRequested>>().Items;

    /// <summary>Decisions about conflicts handed to the stage that knows persons.</summary>
    internal IReadOnlyList<FlipConflict> Flips => Get<Collecting<FlipConflict>>().Items;

    /// <summary>Decisions about reviews handed to the stage that knows persons.</summary>
    internal IReadOnlyList<DecideReview> Decisions => Get<Collecting<DecideReview>>().Items;

    /// <summary>Pauses handed to the writer.</summary>
    internal IReadOnlyList<OrderPause> Orders => Get<Collecting<OrderPause>>().Items;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await _rabbit.InitializeAsync();
        _app = Build();
        await _app.StartAsync();
        Http.BaseAddress = Address;
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var health = Get<HealthCheckService>();
        await Eventually.Within(TimeSpan.FromMinutes(3), async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _rabbit.DisposeAsync();
        await Database.DisposeAsync();
    }

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    internal Task Send(object message) => Get<MessageSender>().Send(message, TestContext.Current.CancellationToken);

    /// <summary>Reports outcomes as the stages do, past the bus.</summary>
    internal Task Report(params OutcomeReached[] outcomes) =>
        Get<Journal.RecordOutcomesConsumer>().Consume(outcomes, TestContext.Current.CancellationToken);

    /// <summary>The answer as JSON; fails on any other status.</summary>
    internal async Task<JsonElement> Ask(string path, int status = 200) =>
        await Read(await Http.GetAsync(path, TestContext.Current.CancellationToken), status);

    /// <summary>Sends JSON; fails on any other status.</summary>
    internal async Task<JsonElement> Tell(HttpMethod method, string path, object? body, int status = 200)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Read(await Http.SendAsync(request, TestContext.Current.CancellationToken), status);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:ConnectionString", Database.ConnectionString), new("Messaging:Uri", _rabbit.Uri),
            new("Messaging:Prefix", _rabbit.PrefixFor("console")), new("Console:OperatorToken", Token),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("console");
        builder.Logging.ClearProviders();
        builder.AddStorage("console", typeof(ConsoleRegistration).Assembly, hasSearches: true);
        builder.AddMessaging();
        builder.Services.AddSingleton(SomePolicy.People());
        builder.AddConsole();
        builder.Services.AddConsumer<Collecting<ReplayDeliveries>, ReplayDeliveries, ReplayDeliveries>(
            Topology.ReplayDeliveries, replay => [replay]);
        builder.Services.AddConsumer<Collecting<CheckupRequested>, CheckupRequested, CheckupRequested>(
            Topology.AcceptCheckups, request => [request]);
        builder.Services.AddConsumer<Collecting<PlanRequested>, PlanRequested, PlanRequested>(Topology.PlanWrites, request => [request]);
        builder.Services.AddConsumer<Collecting<FlipConflict>, FlipConflict, FlipConflict>(Topology.FlipConflicts, flip => [flip]);
        builder.Services.AddConsumer<Collecting<DecideReview>, DecideReview, DecideReview>(Topology.DecideReviews, decision => [decision]);
        builder.Services.AddConsumer<Collecting<OrderPause>, OrderPause, OrderPause>(Topology.AcceptPauses, order => [order]);
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapConsole();
        return app;
    }
}
