using Sync.Contracts;
using Sync.Dedupe.Reviews;
using Sync.Messaging;

namespace Sync.Dedupe;

public static class DedupeRegistration
{
    /// <summary>Adds the stage that knows who is who, merges what is said of them, and decides what to write.</summary>
    public static WebApplicationBuilder AddDedupe(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DedupeMetrics>();
        builder.Services.AddOutbox();
        builder.Services.AddConsumer<ResolveChangesConsumer, ChangesMapped, PersonChange>(
            Topology.ResolveChanges, envelope => envelope.Items, () => new ChangesMapped { Items = [] }, TimeSpan.Zero);
        builder.Services.AddConsumer<LearnWritesConsumer, WritesSettled, SettledWrite>(
            Topology.LearnWrites, envelope => envelope.Items, () => new WritesSettled { Items = [] }, TimeSpan.Zero);
        builder.Services.AddConsumer<LearnTagsConsumer, OperationsSettled, SettledOperation>(
            Topology.LearnTags, envelope => envelope.Items, () => new OperationsSettled { Items = [] });
        builder.Services.AddConsumer<PlanWritesConsumer, PlanRequested, PlanRequested>(Topology.PlanWrites, request => [request]);
        builder.Services.AddConsumer<PrepareTestsConsumer, TestPlay, TestPlay>(Topology.PrepareTests, test => [test]);
        builder.Services.AddConsumer<FlipConflictsConsumer, FlipConflict, FlipConflict>(Topology.FlipConflicts, flip => [flip]);
        builder.Services.AddConsumer<DecideReviewsConsumer, DecideReview, DecideReview>(Topology.DecideReviews, decision => [decision]);
        builder.Services.AddConsumer<ForgetTrialsConsumer, TrialEnded, TrialEnded>(Topology.ForgetTrials, ended => [ended]);
        return builder;
    }
}
