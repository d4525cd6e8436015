using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What is known of a tag once its operation has ended, and what is to be asked for then. Pure.</summary>
internal static class TagLearning
{
    public static (PersonState State, IReadOnlyList<OperationRequest> Requests) Of(
        SyncPolicy policy, PersonRow person, PersonState state, SettledOperation item, DateTimeOffset now)
    {
        var tag = item.Tag!;
        var value = new Dictionary<string, string?> { [tag.Name] = tag.IsOn ? RecordTags.Yes : null };
        if (item.Outcome != Outcomes.Written)
        {
            // A person who had no record there may get one yet.
            return (item.Outcome == $"{Outcomes.DeadLettered}: {FailureClasses.NotFound}" ? state : Merge.Refuse(state, item.Target, value), []);
        }

        state = Merge.Learn(state, item.Target, item.At, value);
        var route = policy.RoutesTo(item.Target).FirstOrDefault(route => route.Tags.Any(each => each.Name == tag.Name));
        if (route is null || item.RecordId is null || !Lacks(policy, route, state, tag.Name, now))
        {
            return (state, []);
        }

        var link = new LinkKey(item.Target, item.Module!, item.RecordId);
        // The same answer twice asks under the same key; the delivery has had its end.
        return (Merge.Ask(state, item.Target, [tag.Name], now), TagRequests.Of(policy, route, person, state, link, [tag.Name], $"{Key(item)}+", now));
    }

    private static bool Lacks(SyncPolicy policy, RoutePolicy route, PersonState state, string name, DateTimeOffset now) => RouteDeciding
        .Decide(TagRequests.TagsOf(route), state, isLinked: true, now, policy.Same, onItsWaySince: _ => DateTimeOffset.MinValue).Write.Contains(name);

    // "4711>sales!tag:vip" was asked for by 4711.
    private static string Key(SettledOperation item) => item.Key[..item.Key.IndexOf('>', StringComparison.Ordinal)];
}
