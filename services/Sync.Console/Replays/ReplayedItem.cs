using Sync.Contracts;

namespace Sync.Console.Replays;

/// <summary>How one delivery of a replay ended.</summary>
internal sealed record ReplayedItem(int Replay, long DeliveryId, bool Failed)
{
    /// <summary>Ends of deliveries that belong to replays, one a delivery: one that failed anywhere failed.</summary>
    public static IReadOnlyList<ReplayedItem> In(IEnumerable<OutcomeReached> facts) =>
    [
        .. facts.Where(fact => fact.Final).Select(From).OfType<ReplayedItem>()
            .GroupBy(item => (item.Replay, item.DeliveryId)).Select(same => same.MaxBy(item => item.Failed)!),
    ];

    private static ReplayedItem? From(OutcomeReached fact) => NumberIn(fact.Key) is { } replay
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
