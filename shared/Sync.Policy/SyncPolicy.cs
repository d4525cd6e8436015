namespace Sync.Policy;

/// <summary>The whole of <c>sync.yaml</c>, valid and with its secrets resolved.</summary>
public sealed record SyncPolicy
{
    /// <summary>Short hash of the file's text: every write names the configuration that made it.</summary>
    public required string Version { get; init; }

    public required IReadOnlyDictionary<string, ConnectionPolicy> Connections { get; init; }

    public required IReadOnlyList<RoutePolicy> Routes { get; init; }

    /// <summary>Routes whose changes start at this connection.</summary>
    public IEnumerable<RoutePolicy> RoutesFrom(string connection) => Routes.Where(route => route.From == connection);

    public RoutePolicy? FindRoute(string name) => Routes.FirstOrDefault(route => route.Name == name);
}
