using Sync.Contracts;

namespace Sync.Messaging;

/// <summary>Which contract goes through which exchange into which queues. The whole map of the bus stands here.</summary>
public static class Topology
{
    public const string MapDeliveries = "map-deliveries";
    public const string AcceptReads = "accept-reads";
    public const string MapRecords = "map-records";
    public const string ResolveChanges = "resolve-changes";
    public const string AcceptWrites = "accept-writes";
    public const string LearnWrites = "learn-writes";
    public const string SettleDeliveries = "settle-deliveries";
    public const string RecordOutcomes = "record-outcomes";
    public const string RecordReports = "record-reports";
    public const string StoreDeliveries = "store-deliveries";
    public const string ReplayDeliveries = "replay-deliveries";
    public const string AcceptCheckups = "accept-checkups";
    public const string RecordCheckups = "record-checkups";
    public const string PlanWrites = "plan-writes";
    public const string RecordPlans = "record-plans";
    public const string RecordConflicts = "record-conflicts";
    public const string FlipConflicts = "flip-conflicts";
    public const string RecordReviews = "record-reviews";
    public const string DecideReviews = "decide-reviews";
    public const string AcceptPauses = "accept-pauses";
    public const string RecordCalls = "record-calls";
    public const string JudgeSignals = "judge-signals";
    public const string NoteStatuses = "note-statuses";
    public const string NoteDeals = "note-deals";
    public const string AcceptOperations = "accept-operations";
    public const string LearnOperations = "learn-operations";
    public const string LearnTags = "learn-tags";
    public const string RecordHandoffs = "record-handoffs";
    public const string RecordActions = "record-actions";
    public const string PrepareTests = "prepare-tests";
    public const string TestPlays = "test-plays";
    public const string RecordTests = "record-tests";
    public const string ForgetTrials = "forget-trials";
    public const string DeadLetter = "dead-letter";

    /// <summary>A message that kills its consumer comes back this often before the broker puts it among the dead letters.</summary>
    public const int DeliveryLimit = 20;

    public static IReadOnlyList<Flow> Flows { get; } =
    [
        new(typeof(DeliveriesReceived), "deliveries-received", MapDeliveries),
        new(typeof(ReadsRequested), "reads-requested", AcceptReads),
        new(typeof(RecordsRead), "records-read", MapRecords),
        new(typeof(ChangesMapped), "changes-mapped", ResolveChanges),
        new(typeof(WritesRequested), "writes-requested", AcceptWrites),
        new(typeof(WritesSettled), "writes-settled", LearnWrites),
        new(typeof(OutcomesReached), "outcomes-reached", SettleDeliveries, RecordOutcomes),
        new(typeof(StageReported), "stage-reported", RecordReports),
        new(typeof(StoreDeliveries), "deliveries-stranded", StoreDeliveries),
        new(typeof(ReplayDeliveries), "replays-requested", ReplayDeliveries),
        new(typeof(CheckupRequested), "checkup-requested", AcceptCheckups),
        new(typeof(CheckupReported), "checkup-reported", RecordCheckups),
        new(typeof(TrialEnded), "trials-ended", ForgetTrials),
        new(typeof(PlanRequested), "plan-requested", PlanWrites),
        new(typeof(PlanMade), "plan-made", RecordPlans),
        new(typeof(ConflictsNoted), "conflicts-noted", RecordConflicts),
        new(typeof(FlipConflict), "flips-requested", FlipConflicts),
        new(typeof(ReviewsNoted), "reviews-noted", RecordReviews),
        new(typeof(DecideReview), "decisions-requested", DecideReviews),
        new(typeof(OrderPause), "pauses-ordered", AcceptPauses),
        new(typeof(CallsMade), "calls-made", RecordCalls),
        new(typeof(SignalsSeen), "signals-seen", JudgeSignals),
        new(typeof(StatusesSeen), "statuses-seen", NoteStatuses),
        new(typeof(DealsSeen), "deals-seen", NoteDeals),
        new(typeof(OperationsRequested), "operations-requested", AcceptOperations),
        new(typeof(OperationsSettled), "operations-settled", LearnOperations, LearnTags),
        new(typeof(HandoffsNoted), "handoffs-noted", RecordHandoffs),
        new(typeof(ActionsNoted), "actions-noted", RecordActions),
        new(typeof(TestPlay), "tests-requested", PrepareTests),
        new(typeof(PlayTestPrepared), "tests-prepared", TestPlays),
        new(typeof(PlayTested), "plays-tested", RecordTests),
        new(typeof(DeadLettered), "dead-lettered", DeadLetter),
    ];

    public static Flow Of(Type contract) => Flows.FirstOrDefault(flow => flow.Contract == contract)
        ?? throw new ArgumentException($"{contract.Name} has no flow: add it to {nameof(Topology)}.{nameof(Flows)}.", nameof(contract));

    public static Flow Of(string contract) => Flows.First(flow => flow.Contract.Name == contract);

    /// <summary>Arguments of every queue: replicated, never silently full, and a way out for what kills its consumer.</summary>
    internal static Dictionary<string, object?> ArgumentsOf(string queue, string prefix)
    {
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        if (queue != DeadLetter)
        {
            arguments["x-delivery-limit"] = DeliveryLimit;
            arguments["x-dead-letter-exchange"] = prefix + "dead-lettered";
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
        }

        return arguments;
    }
}

/// <summary>One contract's way through the broker.</summary>
public sealed record Flow(Type Contract, string Exchange, params string[] Queues);
