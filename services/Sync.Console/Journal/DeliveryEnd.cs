using Sync.Contracts;

namespace Sync.Console.Journal;

/// <summary>Says how deliveries ended. Pure.</summary>
internal static class DeliveryEnd
{
    /// <summary>The facts with one end for each part of a delivery. A change that the bus delivered twice is found unchanged the second
    /// time: where a write was asked for, the write's end is the end. One change may lead to several writes; the first ends it, and the
    /// others only show.</summary>
    public static IReadOnlyList<OutcomeReached> Once(IReadOnlyList<OutcomeReached> facts) =>
    [
        .. facts.GroupBy(fact => (fact.DeliveryId, ItemKey.Read(fact.Key).Part, ItemKey.Read(fact.Key).Replay)).SelectMany(part =>
        {
            var write = part.FirstOrDefault(fact => fact is { Stage: Stages.Written, Final: true });
            var isWritten = part.Any(fact => fact.Stage == Stages.Written);
            return part.Select(fact => fact.Stage switch
            {
                Stages.Matched when isWritten => fact with { Final = false },
                Stages.Written when fact != write => fact with { Final = false },
                _ => fact,
            });
        }),
    ];

    /// <summary>How one delivery ended: of its last replay, each outcome once in the order of the parts; null while a part is open.</summary>
    public static string? Of(IReadOnlyList<OutcomeReached> facts)
    {
        var last = Once(facts).Where(fact => fact.Final).Select(fact => (Key: ItemKey.Read(fact.Key), fact.Outcome))
            .GroupBy(end => end.Key.Replay).MaxBy(replay => replay.Key);
        var parts = last?.GroupBy(end => end.Key.Part).Select(part => part.Last()).OrderBy(end => end.Key.Part).ToList();
        return parts is null || parts.Count < parts[0].Key.Parts ? null : string.Join(", ", parts.Select(end => end.Outcome).Distinct());
    }
}
