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
            fields[name] = value;
        }

        return fields;
    }
}
