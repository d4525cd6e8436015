using Sync.Contracts;
using Sync.Policy;

namespace Sync.Console.Journal;

/// <summary>Says what deliveries wait for that have not ended. Pure.</summary>
internal static class Waiting
{
    private const string Running = "running";

    /// <param name="lanes">Connection to what its lane is doing.</param>
    public static IReadOnlyList<TimeLineWait> Of(
        IReadOnlyList<OutcomeReached> facts, SyncPolicy policy, IReadOnlyDictionary<string, string> lanes) =>
    [
        .. facts.GroupBy(fact => fact.DeliveryId).Where(delivery => DeliveryEnd.Of([.. delivery]) is null)
            .SelectMany(delivery => LanesOf(delivery.MaxBy(fact => fact.At)!, policy), (delivery, connection) => (connection, delivery.Key))
            .Where(each => lanes.TryGetValue(each.connection, out var state) && state != Running)
            .GroupBy(each => each.connection, each => each.Key)
            .Select(each => new TimeLineWait(each.Key, lanes[each.Key], [.. each.Distinct().Order()])),
    ];

    // What was matched waits to be written, and what was only named waits to be read.
    private static IEnumerable<string> LanesOf(OutcomeReached last, SyncPolicy policy) => (last.Stage, last.Source) switch
    {
        (Stages.Matched, { } source) => policy.RoutesFrom(source).Concat(policy.RoutesFrom(source, SyncObject.Company)).Select(route => route.To).Distinct(),
        (Stages.Mapped, { } source) => [source],
        _ => [],
    };
}

/// <summary>Deliveries that wait for a lane, and why it does not work them off.</summary>
public sealed record TimeLineWait(string Connection, string State, IReadOnlyList<long> Deliveries);
