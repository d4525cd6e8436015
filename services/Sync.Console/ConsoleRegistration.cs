using Sync.Console.Access;
using Sync.Console.Calls;
using Sync.Console.Checkups;
using Sync.Console.Conflicts;
using Sync.Console.DeadLetters;
using Sync.Console.Handoffs;
using Sync.Console.Journal;
using Sync.Console.Overview;
using Sync.Console.Pages;
using Sync.Console.Patches;
using Sync.Console.Pauses;
using Sync.Console.Plans;
using Sync.Console.Replays;
using Sync.Console.Reviews;
using Sync.Console.Traffic;
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
        builder.AddAccess();
        builder.AddPages();
        builder.Services.AddSingleton<IDeadLetterStore, DeadLetterStore>();
        builder.Services.AddHostedService<DeadLetterQueue>();
        builder.Services.AddSingleton<Archive>();
        builder.Services.AddSingleton<Patching>();
        builder.Services.AddSingleton<Planning>();
        builder.Services.AddSingleton<Flipping>();
        builder.Services.AddSingleton<Deciding>();
        builder.Services.AddSingleton<Explaining>();
        builder.Services.AddSingleton<Pausing>();
        builder.Services.AddSingleton<CheckupBeginning>();
        builder.Services.AddSingleton<OverviewReader>();
        builder.Services.AddSingleton<Replaying>();
        builder.Services.AddSingleton<ReplayRunner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ReplayRunner>());
        builder.Services.AddSingleton<Proofs>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Proofs>());
        builder.Services.AddSingleton<TrafficTally>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TrafficTally>());
        builder.Services.AddHostedService<TrafficCleaning>();
        builder.Services.AddHostedService<CallCleaning>();
        builder.Services.AddConsumer<RecordOutcomesConsumer, OutcomesReached, OutcomeReached>(
            Topology.RecordOutcomes, envelope => envelope.Items, () => new OutcomesReached { Items = [] }, 
            gathers: TimeSpan.FromMilliseconds(50));
        builder.Services.AddConsumer<RecordReportsConsumer, StageReported, StageReported>(
            Topology.RecordReports, report => [report]);
        builder.Services.AddConsumer<RecordCheckupsConsumer, CheckupReported, CheckupReported>(
            Topology.RecordCheckups, report => [report]);
        builder.Services.AddConsumer<RecordPlansConsumer, PlanMade, PlanMade>(Topology.RecordPlans, plan => [plan]);
        builder.Services.AddConsumer<RecordConflictsConsumer, ConflictsNoted, ConflictNoted>(Topology.RecordConflicts, envelope => envelope.Items);
        builder.Services.AddConsumer<RecordActionsConsumer, ActionsNoted, ActionNoted>(Topology.RecordActions, envelope => envelope.Items);
        builder.Services.AddConsumer<RecordHandoffsConsumer, HandoffsNoted, HandoffNoted>(Topology.RecordHandoffs, envelope => envelope.Items);
        builder.Services.AddConsumer<RecordTestsConsumer, PlayTested, PlayTested>(Topology.RecordTests, tested => [tested]);
        builder.Services.AddConsumer<RecordCallsConsumer, CallsMade, CallMade>(Topology.RecordCalls, envelope => envelope.Items);
        builder.Services.AddConsumer<RecordReviewsConsumer, ReviewsNoted, ReviewNoted>(Topology.RecordReviews, envelope => envelope.Items);
        return builder;
    }

    public static WebApplication MapConsole(this WebApplication app)
    {
        app.UsePageHeaders();
        app.UseExceptionHandler();
        app.UseProblemPages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseOwnFormsOnly();
        app.MapPages();
        app.MapOpenApi();
        var api = app.MapGroup("/api").PermitApi(Roles.Viewer);
        api.MapOverview();
        api.MapJournal();
        api.MapDeadLetters();
        api.MapConflicts();
        api.MapReviews();
        api.MapHandoffs();
        api.MapPlayTests();
        api.MapPauses();
        api.MapPatches();
        api.MapPlans();
        api.MapReplays();
        api.MapCheckups();
        api.MapTrials();
        api.MapAccounts();
        return app;
    }
}
