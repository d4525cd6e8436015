using Sync.Contracts;
using Sync.Policy;

namespace Sync.Mapper;

/// <summary>What a source says of a person, in our words, under all routes that start there. Pure.</summary>
internal static class CanonicalFields
{
    public static IReadOnlyDictionary<string, string?> Of(
        SyncPolicy policy, string connection, IReadOnlyDictionary<string, string?> sourceFields, SyncObject what = SyncObject.Person) =>
        Mapping.ToCanonical(policy.RoutesFrom(connection, what), sourceFields);

    /// <summary>What the rules of the routes say of the record; null where there are none.</summary>
    public static IReadOnlyList<RouteChoice>? Routes(
        SyncPolicy policy, string connection, IReadOnlyDictionary<string, string?> sourceFields)
    {
        List<RouteChoice>? choices = null;
        foreach (var route in policy.RoutesFrom(connection))
        {
            if (RouteChoosing.Choose(route, sourceFields) is { } choice)
            {
                (choices ??= []).Add(choice);
            }
        }

        return choices;
    }

    /// <summary>What is to be said of a person whose record nobody has told: nothing is created of it.</summary>
    public static IReadOnlyList<RouteChoice> Unasked(SyncPolicy policy, string connection) =>
        [.. policy.RoutesFrom(connection).Select(route => new RouteChoice { Route = route.Name, Rule = "not the person's record", OnlyNew = true })];

    /// <summary>Whether a route carries one of the source's fields that a delivery leaves open.</summary>
    public static bool IsOpen(SyncPolicy policy, string connection, IReadOnlyList<string> untold) => untold.Count > 0
        && policy.RoutesFrom(connection).Any(route => route.Tags.Any(tag => tag.Direction != Direction.None && untold.Contains(tag.From)));

    /// <summary>Fields whose value is no choice of theirs; null if there are none.</summary>
    public static IReadOnlyList<string>? Misses(
        SyncPolicy policy, string connection, IReadOnlyDictionary<string, string?> sourceFields)
    {
        List<string>? misses = null;
        foreach (var route in policy.RoutesFrom(connection))
        {
            if (Mapping.Misses(route, sourceFields) is { Count: > 0 } found)
            {
                (misses ??= []).AddRange(found);
            }
        }

        return misses;
    }
}
