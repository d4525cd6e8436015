using System.Text.RegularExpressions;
using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>lifecycle:</c> of persons: it becomes a field with a table of words, and a field for each stage's time.</summary>
internal sealed partial class LifecycleSection(Section section, Side owner, MistakeList mistakes)
{
    private readonly List<(LifecycleStage Stage, string Marketing, string Sales)> _stages = [];
    private readonly List<FieldDraft> _times = [];

    /// <returns>Null if persons have no lifecycle.</returns>
    public static (LifecyclePolicy Policy, IReadOnlyList<FieldDraft> Fields)? Read(
        Section persons, Side owner, IReadOnlyList<FieldDraft> others, MistakeList mistakes)
    {
        if (persons.OptionalSection("lifecycle") is not { } section)
        {
            return null;
        }

        var lifecycle = new LifecycleSection(section, owner, mistakes);
        var (policy, fields) = lifecycle.Read();
        foreach (var field in fields.Where(field => others.Any(other => other.Name == field.Name)))
        {
            mistakes.Add(
                section.Line, section.Path, $"The lifecycle brings a field '{field.Name}', and fields: has one of that name.",
                $"Remove '{field.Name}' from fields.");
        }

        return (policy, fields);
    }

    private (LifecyclePolicy, IReadOnlyList<FieldDraft>) Read()
    {
        var (marketing, sales) = (section.RequiredText("marketing")?.Value ?? "", section.RequiredText("sales")?.Value ?? "");
        var names = new UniqueNames("stage's name", mistakes);
        foreach (var stage in section.RequiredList("stages", "stage"))
        {
            ReadStage(stage, names);
        }

        section.RefuseUnknownKeys();
        var stages = _stages.DistinctBy(each => each.Stage.Name).DistinctBy(each => each.Marketing).ToList();
        var words = Draft(LifecyclePolicy.Field, marketing, sales, FieldType.Picklist) with
        {
            Choices = [.. stages.Select(each => (each.Marketing, each.Sales))],
            Ours = stages.ToDictionary(each => each.Marketing, each => each.Stage.Name),
        };
        return (new LifecyclePolicy([.. _stages.Select(each => each.Stage)]), [words, .. _times]);
    }

    private void ReadStage(Section stage, UniqueNames names)
    {
        var text = stage.RequiredText("name");
        var name = names.Take(text, stage.At("name"));
        if (text is not null && !SnakeCase().IsMatch(name))
        {
            mistakes.Add(text.Line, stage.At("name"), $"'{name}' is not a stage's name of ours.", "Use small letters, digits and '_', e.g. mql.");
        }

        var since = stage.OptionalSection("since");
        if (since is not null)
        {
            _times.Add(Draft(
                $"{name}_since", since.RequiredText("marketing")?.Value ?? "", since.RequiredText("sales")?.Value ?? "", FieldType.DateTime));
            since.RefuseUnknownKeys();
        }

        var from = From(stage);
        _stages.Add((
            new LifecycleStage(name, since is not null, from.Count > 0 ? from : null), stage.RequiredText("marketing")?.Value ?? name,
            stage.RequiredText("sales")?.Value ?? name));
        stage.RefuseUnknownKeys();
    }

    private List<string> From(Section stage)
    {
        var from = stage.Texts("from");
        var all = section.OptionalList("stages", "stage").Select(each => each.OptionalText("name")?.Value).OfType<string>().ToList();
        foreach (var text in from.Where(text => !all.Contains(text.Value)))
        {
            mistakes.Add(
                text.Line, stage.At("from"), $"There is no stage '{text.Value}'.",
                Spelling.Nearest(text.Value, all) is { } near ? $"Did you mean '{near}'?" : $"Name some of: {string.Join(", ", all)}.");
        }

        return [.. from.Select(text => text.Value)];
    }

    private FieldDraft Draft(string name, string marketing, string sales, FieldType type) => new()
    {
        Name = name,
        Marketing = marketing,
        Sales = sales,
        Type = type,
        ToMarketing = Direction.Overwrite,
        ToSales = Direction.Overwrite,
        Owner = owner,
        Required = [],
        Transforms = [],
        Choices = [],
    };

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
