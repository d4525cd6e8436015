using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Mapper;

public static class MapperRegistration
{
    /// <summary>Adds the stage that turns deliveries into canonical changes. It has no state of its own.</summary>
    public static WebApplicationBuilder AddMapper(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MapperMetrics>();
        builder.Services.AddSingleton<Handover>();
        builder.Services.AddConsumer<MapDeliveriesConsumer, DeliveriesReceived, ReceivedDelivery>(
            Topology.MapDeliveries, envelope => envelope.Items, () => new DeliveriesReceived { Items = [] }, TimeSpan.Zero);
        builder.Services.AddConsumer<MapRecordsConsumer, RecordsRead, RecordRead>(
            Topology.MapRecords, envelope => envelope.Items, () => new RecordsRead { Items = [] }, TimeSpan.Zero);
        return builder;
    }
}
