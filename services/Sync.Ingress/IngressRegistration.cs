using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Ingress;

public static class IngressRegistration
{
    /// <summary>Adds the door: accept and store, publish from the inbox, settle by outcomes.</summary>
    public static WebApplicationBuilder AddIngress(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IngressOptions>()
            .BindConfiguration(IngressOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, SenderLimits>();
        builder.Services.AddSingleton<HookSecrets>();
        builder.Services.AddSingleton<HookEndpoint>();
        builder.Services.AddSingleton<IngressMetrics>();
        builder.Services.AddSingleton<DeliveryPublisher>();
        builder.Services.AddSingleton<PublishedNotes>();
        builder.Services.AddSingleton<Inbox>();
        // Started before what publishes, and so ended after it.
        builder.Services.AddHostedService(services => services.GetRequiredService<PublishedNotes>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryPublisher>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Inbox>());
        builder.Services.AddHostedService<DueSweep>();
        builder.Services.AddHostedService<IngressReport>();
        builder.Services.AddHostedService<Pruning>();
        // Later than the console keeps its outcomes: what counts as ended can then be explained.
        builder.Services.AddConsumer<SettleDeliveriesConsumer, OutcomesReached, OutcomeReached>(
            Topology.SettleDeliveries, envelope => envelope.Items, gathers: TimeSpan.FromMilliseconds(150));
        builder.Services.AddConsumer<StoreDeliveriesConsumer, StoreDeliveries, StrandedDelivery>(
            Topology.StoreDeliveries, envelope => envelope.Items, () => new StoreDeliveries { Items = [] });
        builder.Services.AddConsumer<ReplayDeliveriesConsumer, ReplayDeliveries, ReplayDelivery>(
            Topology.ReplayDeliveries, ReplayDeliveriesConsumer.Items);
        return builder;
    }

    public static WebApplication MapHooks(this WebApplication app)
    {
        // Resolved once: what it needs are singletons, and a scope for each request would cost as much as its checks.
        app.MapMethods("/hooks/{connection}/{secret}", ["POST", "GET", "HEAD"], app.Services.GetRequiredService<HookEndpoint>().Receive);
        return app;
    }
}
