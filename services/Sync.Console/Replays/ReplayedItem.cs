using Sync.Contracts;

namespace Sync.Console.Replays;

/// <summary>How one delivery of a replay ended, or one of its parts.</summary>
internal sealed record ReplayedItem(int Replay, long DeliveryId, int Part, bool Failed)
{
    /// <summary>Null if the outcome belongs to no replay.</summary>
    public static ReplayedItem? From(OutcomeReached fact) => ItemKey.Read(fact.Key) is { Replay: > 0 } key
        ? new ReplayedItem(key.Replay, fact.DeliveryId, key.Part, fact.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal))
        : null;
}
