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
        builder.Services.AddSingleton<IngressMetrics>();
        builder.Services.AddSingleton<DeliveryPublisher>();
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DeliveryPublisher>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Inbox>());
        builder.Services.AddHostedService<DueSweep>();
        builder.Services.AddHostedService<IngressReport>();
        builder.Services.AddHostedService<Pruning>();
        builder.Services.AddConsumer<SettleDeliveriesConsumer, OutcomesReached, OutcomeReached>(
            Topology.SettleDeliveries, envelope => envelope.Items);
        builder.Services.AddConsumer<StoreDeliveriesConsumer, StoreDeliveries, StrandedDelivery>(
            Topology.StoreDeliveries, envelope => envelope.Items, () => new StoreDeliveries { Items = [] });
        builder.Services.AddConsumer<ReplayDeliveriesConsumer, ReplayDeliveries, ReplayDelivery>(
            Topology.ReplayDeliveries, ReplayDeliveriesConsumer.Items);
        return builder;
    }
}
