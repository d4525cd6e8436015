using Sync.Policy;

namespace Sync.Writer.Tests;

/// <summary>The same configuration with a part of it exchanged.</summary>
internal static class PolicyEdits
{
    public static SyncPolicy With(this SyncPolicy policy, params IEnumerable<RoutePolicy> routes) =>
        new(policy.Version, policy.Connections, [.. routes], policy.Identity);

    public static SyncPolicy With(this SyncPolicy policy, IReadOnlyDictionary<string, ConnectionPolicy> connections) =>
        new(policy.Version, connections, policy.Routes, policy.Identity);
}
