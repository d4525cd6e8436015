using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Operations;

/// <summary>
/// Says whether a subscription is the one that the person made by himself, and confirmed. One that began after that may be somebody else's
/// doing, and has a word of its own if it is his; one from before his opt-out says nothing. Pure.
/// </summary>
internal static class OptInJudging
{
    // The vendor's word for the event and for the subscription are set one after the other.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    public static OperationEnd Of(PendingOperation row, OptInToLookAt look, IReadOnlyList<Subscription> subscriptions)
    {
        var joined = subscriptions.Where(each => look.Lists.Contains(each.List)).ToList();
        return joined.Find(each => Objection(each, look) is null) is { } confirmed
            ? new OperationEnd.Confirmed(row, $"on list {confirmed.List}, which he joined by himself and has confirmed")
            : new OperationEnd.Withheld(row, joined.Count == 0
                ? "the opt-out stays: the person is not on the list" : $"the opt-out stays: {Objection(joined[0], look)}");
    }

    private static string? Objection(Subscription joined, OptInToLookAt look) => joined switch
    {
        { State: SubscriptionState.Pending } => $"list {joined.List} is not confirmed yet",
        { State: not SubscriptionState.Active } => $"the person has left list {joined.List} again",
        { Since: null } => $"it cannot be read since when the person is on list {joined.List}",
        { Since: { } since } when since <= look.After => $"the person is on list {joined.List} since before the opt-out",
        { Since: { } since } when since > look.At + Leeway => $"the person was put on list {joined.List} later than by his own word",
        _ => null,
    };
}
