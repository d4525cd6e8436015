using Sync.Connectors;
using Sync.Policy;

namespace Sync.Mapper;

/// <summary>Whether a person has joined a list by himself on which he may take his opt-out back. Pure.</summary>
internal static class OptInClaims
{
    /// <returns>Numbers of the lists that count; empty if none does.</returns>
    public static IReadOnlyList<string> Lists(SyncPolicy policy, string connection, SourceRecord source) =>
        [.. source.Joined.Where(list => policy.IsConfirmedList(connection, list))];
}
