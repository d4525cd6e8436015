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
            var decision = RouteDeciding.Decide(route, state, isLinked: true, now, policy.Same, heardAt: DateTimeOffset.MinValue);
            if (decision.Write.Count > 0)
            {
                return (Merge.Ask(state, route.To, decision.Write, now), Request(policy, route, person, state, decision.Write, settled, now));
            }
        }

        return null;
    }

    private static WriteRequest Request(
        SyncPolicy policy, RoutePolicy route, PersonRow person, PersonState state, IReadOnlyList<string> names, SettledWrite settled,
        DateTimeOffset now)
    {
        var agreed = state.Agreed();
        return new WriteRequest
        {
            // The same answer twice asks under the same key.
            Key = $"{settled.Key}+",
            DeliveryId = ItemKey.Read(settled.Key).DeliveryId,
            Target = route.To,
            Route = route.Name,
            PersonId = person.Id,
            Email = agreed.GetValueOrDefault("email") ?? person.Email,
            FormerEmails = state.FormerEmails,
            Module = settled.Module,
            RecordId = settled.RecordId,
            Fields = names.ToDictionary(name => name, name => agreed.GetValueOrDefault(name)),
            Whole = names.Count == agreed.Count ? null : agreed,
            Priority = policy.HasOptOut(names) ? WritePriority.OptOut : WritePriority.Live,
            ChangedAt = names.Max(name => state.Fields[name].AgreedAt),
            ReceivedAt = now,
            Version = person.Version + 1,
            PolicyVersion = policy.Version,
        };
    }
}
