using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>What merging has to know of the configuration.</summary>
public sealed class MergeRules
{
    private readonly Dictionary<(string Field, string From, string To), FieldRule> _ways = [];
    private readonly Dictionary<(string Field, string From), FieldRule> _out = [];
    private readonly Dictionary<string, FieldType> _types = [];

    public MergeRules(IEnumerable<RoutePolicy> routes)
    {
        foreach (var route in routes)
        {
            foreach (var field in route.Fields.Concat(route.Tags))
            {
                Add(route, field);
            }
        }
    }

    /// <summary>Every field goes everywhere, and the latest value holds.</summary>
    public static MergeRules LatestWins { get; } = new([]);

    public FieldType TypeOf(string field) => _types.GetValueOrDefault(field);

    /// <summary>How the field goes from one system to another. Between systems that no route joins the latest value holds.</summary>
    public FieldRule Between(string field, string from, string to) =>
        _ways.TryGetValue((field, from, to), out var rule) ? rule : FieldRule.LatestWins;

    /// <summary>The farthest that the field goes from a system. From a system without routes it only serves to be known.</summary>
    public FieldRule From(string field, string system) =>
        _out.TryGetValue((field, system), out var rule) ? rule
        : _ways.Count > 0 ? new FieldRule(Direction.None, "") : FieldRule.LatestWins;

    private void Add(RoutePolicy route, FieldPolicy field)
    {
        var direction = route.Update || field.Direction == Direction.None ? field.Direction : Direction.Fill;
        var rule = new FieldRule(direction, field.Owner, !route.Update);
        _ways[(field.Name, route.From, route.To)] = rule;
        _types[field.Name] = field.Type;
        if (!_out.TryGetValue((field.Name, route.From), out var farthest) || farthest.Direction < direction)
        {
            _out[(field.Name, route.From)] = rule;
        }
    }
}
