namespace Sync.Policy.Reading;

/// <summary>Reads <c>toSales:</c> or <c>toMarketing:</c> of persons: what may happen on that side.</summary>
internal sealed class WaySection(Section? section, Side towards, PairEnds ends)
{
    private const string Off = "none";

    public static Way Read(Section persons, Side towards, PairEnds ends, MistakeList mistakes)
    {
        var key = PairEnds.Towards(towards);
        if (persons.Optional(key) is YamlText { Value: Off })
        {
            return new WaySection(null, towards, ends).Read(isOff: true, mistakes);
        }

        var section = persons.OptionalSection(key);
        var way = new WaySection(section, towards, ends).Read(isOff: false, mistakes);
        section?.RefuseUnknownKeys();
        return way;
    }

    private Way Read(bool isOff, MistakeList mistakes)
    {
        var source = PairEnds.Other(towards);
        var route = new RoutePolicy
        {
            Name = "",
            From = ends.Of(source),
            To = ends.Of(towards),
            CreateIn = Module(section, "createIn") ?? ends.ShapeOf(towards)?.PersonModules[0] ?? "",
            Create = section?.Flag("create", otherwise: true) ?? true,
            Update = section?.Flag("update", otherwise: true) ?? true,
            OnDuplicate = section?.Word("onDuplicate", Words.Duplicates, OnDuplicate.Update) ?? OnDuplicate.Update,
            OnDelete = section?.Word("onDelete", Words.Deletions, OnDelete.Unlink) ?? OnDelete.Unlink,
            Only = Conditions("only", source, mistakes),
            Except = Conditions("except", source, mistakes),
            CreateElsewhere = Elsewhere(source, mistakes),
            Fields = [],
        };
        route = ArchiveSection.Read(section, route, towards, ends, mistakes);
        return new Way(towards, route, isOff || !(route.Create || route.Update));
    }

    private IReadOnlyList<Condition> Conditions(string key, Side source, MistakeList mistakes) => section is null ? [] :
        [.. section.OptionalList(key, "condition").Select(each => ConditionSection.Read(each, ends.ShapeOf(source), mistakes)).OfType<Condition>()];

    private IReadOnlyList<ModuleRule> Elsewhere(Side source, MistakeList mistakes)
    {
        var rules = new List<ModuleRule>();
        foreach (var each in section?.OptionalList("createElsewhere", "rule") ?? [])
        {
            var module = each.RequiredText("in") is null ? null : Module(each, "in");
            var when = each.RequiredSection("when") is { } condition
                ? ConditionSection.Read(condition, ends.ShapeOf(source), mistakes) : null;
            each.RefuseUnknownKeys();
            if (module is not null && when is not null)
            {
                rules.Add(new ModuleRule(module, when));
            }
        }

        return rules;
    }

    private string? Module(Section? from, string key) => ends.ShapeOf(towards) is { } shape
        ? from?.Word<string?>(key, shape.PersonModules.ToDictionary(module => module, module => (string?)module), null)
        : from?.OptionalText(key)?.Value;
}
