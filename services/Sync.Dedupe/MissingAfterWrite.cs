using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>What a target still lacks once a write to it is settled. Pure.</summary>
internal static class MissingAfterWrite
{
    /// <returns>Null if it lacks nothing, or what it lacks is on its way.</returns>
    public static (PersonState State, WriteRequest Request)? Of(
        SyncPolicy policy, PersonRow person, PersonState state, SettledWrite settled, DateTimeOffset now,
        SyncObject what = SyncObject.Person)
    {
        foreach (var route in policy.RoutesTo(settled.Target, what))
        {
            var decision = RouteDeciding.Decide(route, state, isLinked: true, now, policy.Same, onItsWaySince: _ => DateTimeOffset.MinValue);
            if (decision.Write.Count > 0)
            {
                var link = new LinkKey(settled.Target, settled.Module, settled.RecordId);
                // The same answer twice asks under the same key.
                var request = Asked.Of(
                    policy, person with { Version = person.Version + 1 }, state, route.To, route.Name, link, decision.Write, $"{settled.Key}+", now);
                return (Merge.Ask(state, route.To, decision.Write, now), request);
            }
        }

        return null;
    }
}
