namespace Sync.Policy.Reading;

/// <summary>Reads <c>routes:</c>: pairs of connections, each of which becomes one route a direction.</summary>
internal sealed class RouteSection(
    Section section, IReadOnlyDictionary<string, VendorShape?> connections, HashSet<(string, string)> pairs, MistakeList mistakes)
{
    public static IReadOnlyList<RoutePolicy> ReadAll(Section document, MistakeList mistakes)
    {
        // The names as written: a connection that has a mistake of its own is still there to be routed to.
        var connections = document.Optional("connections") is YamlMap map
            ? map.Entries.ToDictionary(entry => entry.Key, entry => ShapeOf(entry.Value)) : [];
        var sections = document.RequiredList("routes", "route");
        var names = new UniqueNames("route's name", mistakes);
        var pairs = new HashSet<(string, string)>();
        return [.. sections.SelectMany(section => new RouteSection(section, connections, pairs, mistakes).Read(names))];
    }

    private static VendorShape? ShapeOf(YamlPart connection) =>
        (connection as YamlMap)?.Find("vendor")?.Value is YamlText vendor ? VendorShape.All.GetValueOrDefault(vendor.Value) : null;

    private IReadOnlyList<RoutePolicy> Read(UniqueNames names)
    {
        var name = names.Take(section.RequiredText("name"), section.At("name"));
        var ends = Ends();
        if (!pairs.Add((ends.Marketing, ends.Sales)))
        {
            mistakes.Add(
                section.Line, section.Path, $"'{ends.Marketing}' and '{ends.Sales}' are a pair already.",
                "Put the fields of both routes under one of them, and remove the other.");
        }

        var companies = section.OptionalSection("companies") is { } found ? CompaniesSection.Read(found, name, ends, mistakes) : [];
        section.NotYet("deals", "keep deals in step");
        var routes = section.RequiredSection("persons") is { } persons ? new PersonsSection(persons, name, ends, mistakes).Read() : [];
        section.RefuseUnknownKeys();
        return companies.Count == 0 ? routes : [.. routes.Select(route => CompaniesSection.WithLink(route, ends)), .. companies];
    }

    private PairEnds Ends()
    {
        var marketing = Connection(Side.Marketing);
        var sales = Connection(Side.Sales);
        return new PairEnds(
            marketing, connections.GetValueOrDefault(marketing), sales, connections.GetValueOrDefault(sales));
    }

    /// <summary>The connection that stands on a side: the one that is named so, unless the route names another.</summary>
    private string Connection(Side side)
    {
        var key = PairEnds.Word(side);
        var text = section.OptionalText(key);
        var name = text?.Value ?? key;
        if (!connections.TryGetValue(name, out var shape))
        {
            var cure = text is null ? $"Add '{key}: <name of a connection>' to the route."
                : Spelling.Nearest(name, connections.Keys) is { } near ? $"Did you mean '{near}'?"
                : $"Name one of: {string.Join(", ", connections.Keys)}; or add '{name}' under connections.";
            mistakes.Add(text?.Line ?? section.Line, section.At(key), $"There is no connection '{name}'.", cure);
        }
        else if (shape is not null && shape.Side != side)
        {
            mistakes.Add(
                text?.Line ?? section.Line, section.At(key), $"'{name}' is {shape.Vendor}, which cannot stand on the {key} side.",
                $"Name a connection here whose vendor is {Vendors(side)}.");
        }

        return name;
    }

    private static string Vendors(Side side) =>
        string.Join(" or ", VendorShape.All.Values.Where(shape => shape.Side == side).Select(shape => shape.Vendor));
}
