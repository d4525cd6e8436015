namespace Sync.Policy;

/// <summary>Renames fields on their way: from the source's words to ours, and from ours to the target's.</summary>
public static class Mapping
{
    /// <summary>What a source record says, in our words.</summary>
    /// <returns>
    /// A field that the source did not send is absent; one that it emptied is null; values are trimmed.
    /// A value that is no choice of its picklist is absent too: see <see cref="Misses"/>.
    /// </returns>
    public static IReadOnlyDictionary<string, string?> ToCanonical(RoutePolicy route, IReadOnlyDictionary<string, string?> sourceFields)
    {
        var canonical = new Dictionary<string, string?>(route.Fields.Count + route.Tags.Count);
        foreach (var field in route.Fields)
        {
            if (sourceFields.TryGetValue(field.From, out var value) && Fits(field, value, out var ours))
            {
                canonical[field.Name] = ours;
            }
        }

        foreach (var tag in route.Tags)
        {
            if (RecordTags.Has(sourceFields, tag) is { } has)
            {
                canonical[tag.Name] = has ? RecordTags.Yes : null;
            }
        }

        return canonical;
    }

    /// <summary>The same under several routes: where they carry one field, the last one counts.</summary>
    public static Dictionary<string, string?> ToCanonical(IEnumerable<RoutePolicy> routes, IReadOnlyDictionary<string, string?> sourceFields)
    {
        var fields = new Dictionary<string, string?>();
        foreach (var (name, value) in routes.SelectMany(route => ToCanonical(route, sourceFields)))
        {
            fields[name] = value;
        }

        return fields;
    }

    /// <summary>Fields whose value is no choice of their picklist: they are left out, and the others go on.</summary>
    /// <returns>Canonical names, in the route's order.</returns>
    public static IReadOnlyList<string> Misses(RoutePolicy route, IReadOnlyDictionary<string, string?> sourceFields)
    {
        List<string>? misses = null;
        foreach (var field in route.Fields)
        {
            if (field.Picklist is not null && sourceFields.TryGetValue(field.From, out var value) && !Fits(field, value, out _))
            {
                (misses ??= []).Add(field.Name);
            }
        }

        return misses ?? [];
    }

    /// <summary>What to send to the target, in its words.</summary>
    /// <param name="route">Decides the names; canonical fields that it does not carry are left out.</param>
    /// <param name="canonical">Canonical name to value.</param>
    /// <param name="creating">
    /// A new record gets fallbacks for what is absent or empty, and no empty fields.
    /// An existing one keeps what is absent, and is emptied where the value is null, except where the target demands a value.
    /// </param>
    public static IReadOnlyDictionary<string, string?> ToTarget(
        RoutePolicy route, IReadOnlyDictionary<string, string?> canonical, bool creating)
    {
        var target = new Dictionary<string, string?>();
        foreach (var field in route.Fields)
        {
            if (field.Direction == Direction.None)
            {
                continue;
            }

            var given = canonical.TryGetValue(field.Name, out var value);
            if (creating && string.IsNullOrEmpty(value))
            {
                (given, value) = (field.Fallback is not null, field.Fallback);
            }

            if (given && !(field.Required && string.IsNullOrEmpty(value)))
            {
                target[field.To] = InTargetsWords(field, value);
            }
        }

        return target;
    }

    /// <summary>Fields without which the target would refuse a new record, and for which there is no fallback.</summary>
    /// <returns>Canonical names, in the route's order; empty if a record can be created.</returns>
    public static IReadOnlyList<string> MissingRequired(RoutePolicy route, IReadOnlyDictionary<string, string?> canonical) =>
    [
        .. route.Fields
            .Where(field => field.Required && string.IsNullOrEmpty(field.Fallback))
            .Select(field => field.Name)
            .Where(name => string.IsNullOrWhiteSpace(canonical.GetValueOrDefault(name))),
    ];

    private static bool Fits(FieldPolicy field, string? value, out string? ours)
    {
        ours = Clean(field.FirstOf.Count == 0 ? value : RecordTags.First(field.FirstOf, value));
        if (field.Transforms.Count > 0)
        {
            ours = Transforming.Apply(field.Transforms, ours);
        }

        if (ours is null || ours == field.Placeholder)
        {
            ours = null;
            return true;
        }

        ours = field.Picklist is null ? ours : field.Picklist.Read(ours);
        return ours is not null;
    }

    // What is not among the choices is a fallback, which is written in the target's words as it stands.
    private static string? InTargetsWords(FieldPolicy field, string? value) =>
        value is null ? null : field.Picklist?.Write(value) ?? value;

    /// <summary>PostgreSQL's JSON cannot hold the character 0, so that it must not come in.</summary>
    private static string? Clean(string? value)
    {
        var trimmed = value?.Replace("\0", "", StringComparison.Ordinal).Trim();
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }
}
