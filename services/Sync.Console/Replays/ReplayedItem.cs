using Sync.Contracts;

namespace Sync.Console.Replays;

/// <summary>How one delivery of a replay ended.</summary>
internal sealed record ReplayedItem(int Replay, long DeliveryId, bool Failed)
{
    /// <summary>Null if the outcome belongs to no replay.</summary>
    public static ReplayedItem? From(OutcomeReached fact) => NumberIn(fact.Key) is { } replay
        ? new ReplayedItem(replay, fact.DeliveryId, fact.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal))
        : null;

    /// <summary>The number after the hash in <c>delivery#replay&gt;target</c>; null where there is none.</summary>
    public static int? NumberIn(string key)
    {
        var hash = key.IndexOf('#', StringComparison.Ordinal);
        var end = hash + 1;
        while (hash >= 0 && end < key.Length && char.IsAsciiDigit(key[end]))
        {
            end++;
        }

        return hash >= 0 && int.TryParse(key.AsSpan(hash + 1, end - hash - 1), out var number) ? number : null;
    }
}
