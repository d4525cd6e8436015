using Sync.Console.Access;
using Sync.Console.Checkups;
using Sync.Console.DeadLetters;
using Sync.Console.Journal;
using Sync.Console.Overview;
using Sync.Console.Replays;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console;

public static class ConsoleRegistration
{
    /// <summary>Adds the place where operators see what happened and put right what failed. It learns from messages alone.</summary>
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ConsoleOptions>()
            .BindConfiguration(ConsoleOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.AddOutbox();
        builder.Services.AddSingleton<IDeadLetterStore, DeadLetterStore>();
        builder.Services.AddHostedService<DeadLetterQueue>();
        builder.Services.AddConsumer<RecordOutcomesConsumer, OutcomesReached, OutcomeReached>(
            Topology.RecordOutcomes, envelope => envelope.Items, () => new OutcomesReached { Items = [] });
        builder.Services.AddConsumer<RecordReportsConsumer, StageReported, StageReported>(
            Topology.RecordReports, report => [report]);
        builder.Services.AddConsumer<RecordCheckupsConsumer, CheckupReported, CheckupReported>(
            Topology.RecordCheckups, report => [report]);
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        var api = app.MapGroup("/api").AddEndpointFilter<OperatorTokenFilter>();
        api.MapOverview();
        api.MapJournal();
        api.MapDeadLetters();
        api.MapReplays();
        api.MapCheckups();
        return app;
    }
}
