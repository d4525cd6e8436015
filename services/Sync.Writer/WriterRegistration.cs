using Sync.Connectors;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Writer.Checkups;
using Sync.Writer.Lanes;
using Sync.Writer.Operations;
using Sync.Writer.Pauses;
using Sync.Writer.Registrations;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer;

public static class WriterRegistration
{
    /// <summary>Adds the stage that alone calls vendors: accept writes and reads into tables, work them off lane by lane.</summary>
    public static WebApplicationBuilder AddWriter(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WriterOptions>()
            .BindConfiguration(WriterOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOutbox();
        builder.Services.AddSingleton<WriterMetrics>();
        builder.Services.AddSingleton<WorkSignal>();
        builder.Services.AddSingleton<ITokenStore, TokenStore>();
        builder.Services.AddSingleton(PublicAddress.Read(builder.Configuration));
        builder.Services.AddSingleton<SpendingLedger>();
        builder.Services.AddSingleton<LaneFactory>();
        builder.Services.AddSingleton<LaneHost>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LaneHost>());
        builder.Services.AddHostedService<WorkListener>();
        builder.Services.AddHostedService<WriterReport>();
        builder.Services.AddHostedService<SettledWorkCleaning>();
        builder.Services.AddSingleton<Audits>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Audits>());
        builder.Services.AddConsumer<AcceptWritesConsumer, WritesRequested, WriteRequest>(
            Topology.AcceptWrites, envelope => envelope.Items, () => new WritesRequested { Items = [] }, TimeSpan.Zero);
        builder.Services.AddConsumer<AcceptReadsConsumer, ReadsRequested, ReadRequest>(
            Topology.AcceptReads, envelope => envelope.Items, () => new ReadsRequested { Items = [] }, TimeSpan.Zero);
        builder.Services.AddConsumer<AcceptOperationsConsumer, OperationsRequested, OperationRequest>(
            Topology.AcceptOperations, envelope => envelope.Items, () => new OperationsRequested { Items = [] }, TimeSpan.Zero);
        builder.Services.AddConsumer<AcceptCheckupsConsumer, CheckupRequested, CheckupRequested>(
            Topology.AcceptCheckups, request => [request]);
        builder.Services.AddConsumer<AcceptPausesConsumer, OrderPause, OrderPause>(Topology.AcceptPauses, order => [order]);
        builder.Services.AddHealthChecks().AddCheck<LanesHealth>("lanes", tags: ["ready"]);
        return builder;
    }
}
