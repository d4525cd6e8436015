using Sync.Contracts;
using Sync.Handoff.Deals;
using Sync.Handoff.Notifying;
using Sync.Handoff.Touching;
using Sync.Handoff.Weekly;
using Sync.Messaging;

namespace Sync.Handoff;

public static class HandoffRegistration
{
    /// <summary>Adds the stage that gives persons to the sales team: judge what plays heard, ask for tasks, learn what came of them.</summary>
    public static WebApplicationBuilder AddHandoff(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<HandoffOptions>()
            .BindConfiguration(HandoffOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<HandoffMetrics>();
        builder.Services.AddOutbox();
        builder.Services.AddSingleton<Notifier>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Notifier>());
        builder.Services.AddSingleton<TouchClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TouchClock>());
        builder.Services.AddSingleton<WeeklyClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WeeklyClock>());
        builder.Services.AddSingleton<StaleClock>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StaleClock>());
        builder.Services.AddConsumer<JudgeSignalsConsumer, SignalsSeen, SeenSignal>(
            Topology.JudgeSignals, envelope => envelope.Items, () => new SignalsSeen { Items = [] });
        builder.Services.AddConsumer<LearnOperationsConsumer, OperationsSettled, SettledOperation>(
            Topology.LearnOperations, envelope => envelope.Items, () => new OperationsSettled { Items = [] });
        builder.Services.AddConsumer<NoteStatusesConsumer, StatusesSeen, SeenStatus>(
            Topology.NoteStatuses, envelope => envelope.Items, () => new StatusesSeen { Items = [] });
        builder.Services.AddConsumer<NoteDealsConsumer, DealsSeen, SeenDeal>(
            Topology.NoteDeals, envelope => envelope.Items, () => new DealsSeen { Items = [] });
        builder.Services.AddConsumer<TestPlaysConsumer, PlayTestPrepared, PlayTestPrepared>(Topology.TestPlays, test => [test]);
        return builder;
    }
}
