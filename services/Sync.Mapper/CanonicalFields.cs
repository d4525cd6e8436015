using Sync.Policy;

namespace Sync.Mapper;

/// <summary>What a source says of a person, in our words, under all routes that start there. Pure.</summary>
internal static class CanonicalFields
{
    public static IReadOnlyDictionary<string, string?> Of(
        SyncPolicy policy, string connection, IReadOnlyDictionary<string, string?> sourceFields)
    {
        var fields = new Dictionary<string, string?>();
        foreach (var (name, value) in policy.RoutesFrom(connection).SelectMany(route => Mapping.ToCanonical(route, sourceFields)))
        {
            fields[name] = IsOurFallback(policy, connection, name, value) ? null : value;
        }

        return fields;
    }

    // A record that we made holds the fallback where we had no value: coming back, it says nothing.
    private static bool IsOurFallback(SyncPolicy policy, string connection, string name, string? value) =>
        value is not null && policy.Routes.Any(route =>
            route.To == connection && route.Fields.Any(field => field.Name == name && field.Fallback == value));
}
