using Sync.Contracts;

namespace Sync.Console.Replays;

/// <summary>How one delivery of a replay ended, or one of its parts.</summary>
internal sealed record ReplayedItem(int Replay, long DeliveryId, int Part, bool Failed)
{
    /// <summary>Ends of deliveries that belong to replays, one for each part: one that failed anywhere failed.</summary>
    public static IReadOnlyList<ReplayedItem> In(IEnumerable<OutcomeReached> facts) =>
    [
        .. facts.Where(fact => fact.Final).Select(From).OfType<ReplayedItem>()
            .GroupBy(item => (item.Replay, item.DeliveryId, item.Part)).Select(same => same.MaxBy(item => item.Failed)!),
    ];

    // Null if the outcome belongs to no replay.
    private static ReplayedItem? From(OutcomeReached fact) => ItemKey.Read(fact.Key) is { Replay: > 0 } key
        ? new ReplayedItem(key.Replay, fact.DeliveryId, key.Part, fact.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal))
        : null;
}
