using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Messaging.Tests;

/// <summary>A process on the bus: what a service has of messaging, with the consumers that a test gives it.</summary>
internal sealed class BusHost(IHost host) : IAsyncDisposable
{
    public MessageSender Sender => Get<MessageSender>();

    /// <summary>Starts one and returns when it is ready.</summary>
    public static async Task<BusHost> Start(
        string uri, string prefix, Action<HostApplicationBuilder>? configure = null, TimeProvider? time = null)
    {
        var host = await StartAtOnce(uri, prefix, configure, time);
        var health = host.Get<HealthCheckService>();
        await Eventually.Within(TimeSpan.FromMinutes(3), async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy);
        return host;
    }

    /// <summary>Starts one and returns when it has begun to.</summary>
    public static async Task<BusHost> StartAtOnce(
        string uri, string prefix, Action<HostApplicationBuilder>? configure = null, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            new("Messaging:Uri", uri), new("Messaging:Prefix", prefix), new("Messaging:ConfirmTimeoutSeconds", "2"),
        ]);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddMessaging();
        configure?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new BusHost(host);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    /// <summary>Has a collecting consumer handle outcomes.</summary>
    public static void CollectOutcomes(HostApplicationBuilder builder) =>
        builder.Services.AddConsumer<Collecting<OutcomeReached>, OutcomesReached, OutcomeReached>(
            Topology.RecordOutcomes, envelope => envelope.Items);

    /// <summary>Has a collecting consumer handle dead letters as well.</summary>
    public static void CollectOutcomesAndLetters(HostApplicationBuilder builder)
    {
        CollectOutcomes(builder);
        builder.Services.AddConsumer<Collecting<DeadLettered>, DeadLettered, DeadLettered>(Topology.DeadLetter, letter => [letter]);
    }
}
