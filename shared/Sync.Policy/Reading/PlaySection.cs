using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads one play of <c>handoff:</c>.</summary>
internal sealed class PlaySection(Section section, PlayKnowledge known, ValueSource values, MistakeList mistakes)
{
    private static readonly string[] TaskKeys = ["cooldownDays", "assign", "withinMinutes", "notify", "also", "unlessOpenDeal", "task"];

    public PlayPolicy Read(UniqueNames names)
    {
        var name = names.Take(section.RequiredText("name"), section.At("name"));
        var when = WhenSection.Read(section.RequiredSection("when"), known, mistakes);
        return section.Flag("weekly") ? Weekly(name, when) : Read(name, when);
    }

    // Nobody is called, so that there is nobody to choose, no task and no time.
    private PlayPolicy Weekly(string name, PlayBeginning when)
    {
        var play = new PlayPolicy
        {
            Name = name, Source = Connection("marketing"), Target = Connection("sales"), IsWeekly = true,
            Triggers = when.Triggers, Changes = when.Changes, AllWithin = when.AllWithin,
            Cooldown = TimeSpan.Zero, Unless = Unless(), AlsoOptedOut = section.Flag("alsoOptedOut"),
            Assign = [], Within = TimeSpan.Zero, Task = TaskTemplate.None,
        };
        foreach (var key in TaskKeys.Where(section.Has))
        {
            _ = section.Optional(key);
            mistakes.Add(section.LineOf(key), section.At(key), $"A weekly play makes no task, so that '{key}' has no meaning.", $"Remove '{key}', or 'weekly'.");
        }

        section.RefuseUnknownKeys();
        return play;
    }

    private PlayPolicy Read(string name, PlayBeginning when) => new()
    {
        Name = name,
        Source = Connection("marketing"),
        Target = Connection("sales"),
        Triggers = when.Triggers,
        Changes = when.Changes,
        AllWithin = when.AllWithin,
        Cooldown = TimeSpan.FromDays(section.Number("cooldownDays", 0, 3_650, 7)),
        Unless = Unless(),
        UnlessOpenDeal = section.Flag("unlessOpenDeal"),
        AlsoOptedOut = section.Flag("alsoOptedOut"),
        Assign = Assign(),
        Within = TimeSpan.FromMinutes(section.Number("withinMinutes", 1, 100_000, 15)),
        // The task last: with it the keys of the play are all known.
        Notify = NotifySection.ReadAll(section, known, values, mistakes),
        Also = AlsoSection.Read(section.OptionalSection("also"), when, known, mistakes),
        Task = Task(),
    };

    private List<PlayCondition> Unless() =>
        [.. section.OptionalList("unless", "condition").Select(each => Condition(each, isRequired: true)).OfType<PlayCondition>()];

    private string Connection(string key)
    {
        var text = section.OptionalText(key);
        var name = text?.Value ?? key;
        if (!known.Connections.Contains(name))
        {
            mistakes.Add(
                text?.Line ?? section.Line, section.At(key), $"There is no connection '{name}'.",
                $"Write '{key}: ' with one of: {string.Join(", ", known.Connections)}.");
        }

        return name;
    }

    private List<AssignmentRule> Assign()
    {
        var rules = section.RequiredList("assign", "rule").Select(Rule).ToList();
        if (rules.Count > 0 && rules[^1].When is not null)
        {
            mistakes.Add(
                section.LineOf("assign"), section.At("assign"), "Who fits none of the rules would be given to nobody.",
                "End with a rule that has owners alone: '- { owners: [...] }'.");
        }

        return rules;
    }

    private AssignmentRule Rule(Section rule)
    {
        var owners = rule.Texts("owners");
        if (owners.Count == 0)
        {
            mistakes.Add(rule.Line, rule.At("owners"), "The rule names no owner.", $"Name some of: {string.Join(", ", known.Owners)}.");
        }

        foreach (var owner in owners.Where(owner => !known.Owners.Contains(AddressOf(owner))))
        {
            mistakes.Add(
                owner.Line, rule.At("owners"), $"There is no owner '{owner.Value}'.",
                Spelling.Nearest(owner.Value, known.Owners) is { } near ? $"Did you mean '{near}'?" : "Add the address under handoff.owners.");
        }

        return new AssignmentRule(Condition(rule, isRequired: rule.Has("is")), [.. owners.Select(AddressOf)]);
    }

    private static string AddressOf(YamlText owner) => EmailAddress.Normalise(owner.Value) ?? owner.Value;

    private PlayCondition? Condition(Section condition, bool isRequired)
    {
        var field = isRequired ? condition.RequiredText("field") : condition.OptionalText("field");
        var values = condition.Texts("is");
        condition.RefuseUnknownKeys();
        if (field is null)
        {
            return null;
        }

        known.Refuse(field, condition, mistakes);
        return new PlayCondition(field.Value, [.. values.Select(value => value.Value)]);
    }

    private TaskTemplate Task()
    {
        var task = section.RequiredSection("task");
        var template = new TaskTemplate(
            known.Template(task, "subject", isRequired: true, mistakes) ?? "", known.Template(task, "text", isRequired: false, mistakes),
            task?.OptionalText("priority")?.Value);
        task?.RefuseUnknownKeys();
        section.RefuseUnknownKeys();
        return template;
    }
}
