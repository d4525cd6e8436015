using Sync.Policy.Normalising;
using Sync.Policy.Plays;

namespace Sync.Policy;

/// <summary>The whole of <c>sync.yaml</c>, valid and with its secrets resolved.</summary>
public sealed class SyncPolicy
{
    private readonly Dictionary<string, RoutePolicy> _byName;
    private readonly ILookup<string, RoutePolicy> _bySource;
    private readonly ILookup<string, RoutePolicy> _byTarget;
    private readonly MergeRules _companyMerging;

    public SyncPolicy(
        string version, IReadOnlyDictionary<string, ConnectionPolicy> connections, IReadOnlyList<RoutePolicy> routes, IdentityPolicy identity)
    {
        (Version, Connections, Identity) = (version, connections, identity);
        CompanyRoutes = [.. routes.Where(route => route.Carries == SyncObject.Company)];
        Routes = routes = [.. routes.Where(route => route.Carries == SyncObject.Person)];
        RecordIdRoutes = [.. Routes.Where(RecordIds.AreCarriedBy)];
        OwnFieldRoutes = [.. Routes.Where(route => route.ArchiveAs is not null || RecordIds.AreCarriedBy(route))];
        OptOutFields = [.. routes.SelectMany(route => route.Fields).Where(field => field.Type == FieldType.OptOut).Select(field => field.Name).Distinct()];
        Merging = new MergeRules(routes);
        _companyMerging = new MergeRules(CompanyRoutes);
        Same = Comparison(connections.Values);
        _bySource = routes.ToLookup(route => route.From);
        _byTarget = routes.ToLookup(route => route.To);
        _byName = routes.SelectMany(route => route.CreateElsewhere.Select(rule => route.CreatingIn(rule.Module)).Prepend(route))
            .Concat(CompanyRoutes).DistinctBy(route => route.Name).ToDictionary(route => route.Name);
    }

    /// <summary>Short hash of the file's text: every write names the configuration that made it.</summary>
    public string Version { get; }

    public IReadOnlyDictionary<string, ConnectionPolicy> Connections { get; }

    /// <summary>Every direction in which persons go; a pair that works both ways has two.</summary>
    public IReadOnlyList<RoutePolicy> Routes { get; }

    /// <summary>Every direction in which companies go.</summary>
    public IReadOnlyList<RoutePolicy> CompanyRoutes { get; }

    /// <summary>Routes that bring the id of the source's record to their target.</summary>
    public IReadOnlyList<RoutePolicy> RecordIdRoutes { get; }

    /// <summary>Every direction of everything, also as it creates in another module: all that a write may name.</summary>
    public IReadOnlyCollection<RoutePolicy> AllRoutes => _byName.Values;

    /// <summary>Routes that bring to their target what our own tables know of the person's records.</summary>
    public IReadOnlyList<RoutePolicy> OwnFieldRoutes { get; }

    public IdentityPolicy Identity { get; }

    public HandoffPolicy Handoff { get; init; } = HandoffPolicy.None;

    public MergeRules Merging { get; }

    /// <summary>Whether two spellings of a value are one.</summary>
    public SameValue Same { get; }

    /// <summary>Routes whose changes start at this connection.</summary>
    public IEnumerable<RoutePolicy> RoutesFrom(string connection) => _bySource[connection];

    /// <summary>Routes that lead to this connection.</summary>
    public IEnumerable<RoutePolicy> RoutesTo(string connection) => _byTarget[connection];

    /// <summary>One of these fields says that the person wants no more mail.</summary>
    public bool HasOptOut(IEnumerable<string> fieldNames) => fieldNames.Any(name => Merging.TypeOf(name) == FieldType.OptOut);

    /// <summary>Whether who joins this list by himself has wanted mail again, if he is on it: nobody is before he has confirmed it.</summary>
    public bool IsConfirmedList(string connection, string list) => RoutesFrom(connection).SelectMany(route => route.Fields)
        .Any(field => field.ConfirmedLists.Contains(list) || field.ConfirmedLists.Contains(FieldPolicy.AnyList));

    /// <summary>Fields of persons that such an opt-in reopens, by our names.</summary>
    public IReadOnlyList<string> ReopenedBy(string connection) => [.. RoutesFrom(connection).SelectMany(route => route.Fields)
        .Where(field => field.ConfirmedLists.Count > 0).Select(field => field.Name).Distinct()];

    /// <summary>Our names of all opt-outs.</summary>
    public IReadOnlyList<string> OptOutFields { get; }

    /// <summary>The lifecycle that persons of this connection are held to; null if there is none.</summary>
    public LifecyclePolicy? LifecycleOf(string connection) =>
        _bySource[connection].Concat(_byTarget[connection]).Select(route => route.Lifecycle).FirstOrDefault(lifecycle => lifecycle is not null);

    public IEnumerable<RoutePolicy> RoutesFrom(string connection, SyncObject what) =>
        what == SyncObject.Person ? RoutesFrom(connection) : CompanyRoutes.Where(route => route.From == connection);

    public IEnumerable<RoutePolicy> RoutesTo(string connection, SyncObject what) =>
        what == SyncObject.Person ? RoutesTo(connection) : CompanyRoutes.Where(route => route.To == connection);

    public MergeRules MergingOf(SyncObject what) => what == SyncObject.Person ? Merging : _companyMerging;

    public RoutePolicy? FindRoute(string name) => _byName.GetValueOrDefault(name);

    // Of several regions none is taken: a number without its country would be another one in each.
    private static SameValue Comparison(IEnumerable<ConnectionPolicy> connections)
    {
        var regions = connections.Select(connection => connection.Region).OfType<string>().Distinct().ToList();
        var rules = new NormalisingRules { Region = regions.Count == 1 ? regions[0] : null };
        return (type, one, other) => Normaliser.Same(type, one, other, rules);
    }
}
