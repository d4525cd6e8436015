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

namespace Sync.Ingress.Tests;

/// <summary>An ingress on a port of its own, and beside it a collecting consumer in the mapper's place.</summary>
internal sealed class IngressHost(WebApplication app) : IAsyncDisposable
{
    /// <summary>Deliveries published, in the order of their arrival.</summary>
    public IReadOnlyList<ReceivedDelivery> Published => Get<Collecting<ReceivedDelivery>>().Items;

    public Uri Address => new(app.Urls.Single());

    public HttpClient Http { get; } = new() { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(20) };

    public static async Task<IngressHost> Start(
        string database, string broker, string prefix, params IEnumerable<(string Setting, string Value)> settings)
    {
        var app = Build(database, broker, prefix, settings);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var health = app.Services.GetRequiredService<HealthCheckService>();
        await Eventually.Within(TimeSpan.FromMinutes(3), () => Ailing(health), string.IsNullOrEmpty);
        return new IngressHost(app);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    /// <summary>What is not well, in words; nothing when all is.</summary>
    private static async Task<string> Ailing(HealthCheckService health) => string.Join("; ",
        (await health.CheckHealthAsync()).Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"{entry.Key}: {entry.Value.Description}"));

    private static WebApplication Build(string database, string broker, string prefix, IEnumerable<(string Setting, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:ConnectionString", database), new("Messaging:Uri", broker), new("Messaging:Prefix", prefix),
            new("Messaging:ConfirmTimeoutSeconds", "1"), .. settings.Select(pair => KeyValuePair.Create(pair.Setting, (string?)pair.Value)),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddServiceDefaults("ingress");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(PeoplePolicy.Read());
        builder.AddStorage("ingress", typeof(IngressRegistration).Assembly);
        builder.AddMessaging();
        builder.AddIngress();
        builder.Services.AddConsumer<Collecting<ReceivedDelivery>, DeliveriesReceived, ReceivedDelivery>(
            Topology.MapDeliveries, envelope => envelope.Items);
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapHooks();
        return app;
    }
}
