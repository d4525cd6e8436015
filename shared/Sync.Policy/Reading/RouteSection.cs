namespace Sync.Policy.Reading;

/// <summary>Reads <c>routes:</c>.</summary>
internal sealed class RouteSection(Section section, IReadOnlyCollection<string> connections, MistakeList mistakes)
{
    public static IReadOnlyList<RoutePolicy> ReadAll(Section document, MistakeList mistakes)
    {
        // The names as written: a connection that has a mistake of its own is still there to be routed to.
        var connections = document.Optional("connections") is YamlMap map ? map.Entries.Select(entry => entry.Key).ToList() : [];
        var sections = document.RequiredList("routes", "route");
        var names = new UniqueNames("route's name", mistakes);
        return [.. sections.Select(section => new RouteSection(section, connections, mistakes).Read(names))];
    }

    private RoutePolicy Read(UniqueNames names)
    {
        var name = names.Take(section.RequiredText("name"), section.At("name"));
        var from = Connection("from");
        var to = Connection("to");
        if (from is not null && from.Value == to?.Value)
        {
            mistakes.Add(
                to.Line, section.At("to"), $"The route goes from '{from.Value}' to itself.",
                "Name another connection in 'from' or in 'to'.");
        }

        var createIn = section.RequiredText("createIn");
        var fields = FieldSection.ReadAll(section, mistakes);
        section.RefuseUnknownKeys();
        return new RoutePolicy
        {
            Name = name,
            From = from?.Value ?? "",
            To = to?.Value ?? "",
            CreateIn = createIn?.Value ?? "",
            Fields = fields,
        };
    }

    private YamlText? Connection(string key)
    {
        var text = section.RequiredText(key);
        if (text is null || connections.Contains(text.Value))
        {
            return text;
        }

        var cure = Spelling.Nearest(text.Value, connections) is { } near
            ? $"Did you mean '{near}'?"
            : $"Name one of: {string.Join(", ", connections)}; or add '{text.Value}' under connections.";
        mistakes.Add(text.Line, section.At(key), $"There is no connection '{text.Value}'.", cure);
        return text;
    }
}
