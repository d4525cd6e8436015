using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe.Links;

/// <summary>Brings what our own table knows of a person's records into what is known of the person. Pure.</summary>
internal static class RecordLinks
{
    /// <param name="links">His records, those that are written to first.</param>
    /// <param name="now">When they were known to be his.</param>
    public static PersonState Know(SyncPolicy policy, PersonState state, IReadOnlyCollection<LinkRow> links, DateTimeOffset now)
    {
        foreach (var route in policy.RecordIdRoutes)
        {
            // Of a record that is gone the id stays until there is another one: the target would tell of our emptying it, and who is
            // heard of is made anew where he has no record.
            state = links.FirstOrDefault(link => link.Connection == route.From) is { } link
                ? RecordIds.Know(state, route.From, link.RecordId, now)
                : state;
        }

        return state;
    }

    /// <summary>The records once the one is known too, those that are written to first.</summary>
    public static IReadOnlyCollection<LinkRow> With(IReadOnlyCollection<LinkRow> links, LinkRow record) =>
        links.Any(link => link.Key == record.Key)
            ? links
            : [.. links.Prepend(record).OrderBy(link => link.IsSuperseded).ThenBy(link => link.Rank)];

    public static LinkRow Of(PersonRow person, PersonChange change) =>
        new(change.Source, change.Module, change.RecordId, person.Id, Rank: change.BetterModules?.Count ?? 0);

    /// <summary>Asks for ids and marks where a record of the person lacks them. Nobody is made anywhere by this.</summary>
    /// <param name="key">Of what was learnt; each target is asked under a key of its own.</param>
    public static (PersonState State, IReadOnlyList<WriteRequest> Requests) Ask(
        SyncPolicy policy, PersonRow person, PersonState state, IReadOnlyCollection<LinkRow> links, string key, DateTimeOffset now)
    {
        var requests = new List<WriteRequest>();
        foreach (var route in policy.OwnFieldRoutes)
        {
            string[] own = [RecordIds.FieldFor(route.From), Deletion.MarkFor(route.From)];
            if (links.FirstOrDefault(link => link.Connection == route.To) is { } link
                && RouteDeciding.Decide(route, state, isLinked: true, now, policy.Same, onItsWaySince: _ => DateTimeOffset.MinValue).Write
                    .Where(own.Contains).ToList() is { Count: > 0 } names)
            {
                // They are for people to look at: whatever else goes there goes first.
                requests.Add(Asked.Of(policy, person, state, route.To, route.Name, link.Key, names, $"{key}>{route.To}", now) with
                {
                    Priority = WritePriority.Backfill,
                });
                state = Merge.Ask(state, route.To, names, now);
            }
        }

        return (state, requests);
    }
}
