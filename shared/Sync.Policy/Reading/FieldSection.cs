using System.Text.RegularExpressions;
using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>fields:</c> of persons or companies.</summary>
internal sealed partial class FieldSection(Section section, Side owner, IReadOnlyList<Way> ways, PairEnds ends, MistakeList mistakes)
{
    /// <summary>The field by which people are told apart; every route carries it.</summary>
    private const string Email = "email";

    public static IReadOnlyList<FieldDraft> ReadAll(
        Section persons, Side owner, IReadOnlyList<Way> ways, PairEnds ends, MistakeList mistakes, string key = Email)
    {
        var names = new UniqueNames("field's name", mistakes);
        var atMarketing = new UniqueNames("field of marketing", mistakes);
        var atSales = new UniqueNames("field of sales", mistakes);
        var fields = persons.RequiredList("fields", "field")
            .Select(section => new FieldSection(section, owner, ways, ends, mistakes).Read(names, atMarketing, atSales)).ToList();
        if (fields.Count > 0 && !fields.Exists(field => field.Name == key))
        {
            mistakes.Add(
                persons.LineOf("fields"), persons.At("fields"),
                $"No field is named '{key}', and {(key == Email ? "people" : "companies")} are told apart by it.",
                key == Email ? "Add '- { name: email, marketing: email, sales: Email }'."
                    : "Add '- { name: domain, marketing: accountUrl, sales: Website }'.");
        }

        return fields;
    }

    private FieldDraft Read(UniqueNames names, UniqueNames atMarketing, UniqueNames atSales)
    {
        var name = names.Take(NameIn(section, mistakes), section.At("name"));
        var choices = Choices();
        var (toMarketing, toSales) = (Direction(Side.Marketing), Direction(Side.Sales));
        var required = section.Word("required", Words.Required, name == Email ? Words.Required["both"] : []);
        var field = new FieldDraft
        {
            Name = name,
            Marketing = atMarketing.Take(section.RequiredText("marketing"), section.At("marketing")),
            Sales = atSales.Take(section.RequiredText("sales"), section.At("sales")),
            Type = section.Word("type", Words.Types, choices.Count > 0 ? FieldType.Picklist : Words.TypeOf(name)),
            ToMarketing = toMarketing,
            ToSales = toSales,
            Owner = section.Word("owner", Words.Sides, OwnerOf(toMarketing, toSales)),
            Required = required,
            Fallback = section.OptionalText("fallback")?.Value,
            Transforms = section.Words("transforms", Words.Transforms),
            Choices = choices,
            Otherwise = section.OptionalText("otherwise")?.Value,
            ConfirmedLists = [.. section.Texts("confirmedLists").Select(text => text.Value)],
        };
        new FieldChecks(section, field, ways, ends, mistakes).Run();
        section.RefuseUnknownKeys();
        return field;
    }

    /// <summary>Our name of a field, as it stands under <c>name:</c>.</summary>
    public static YamlText? NameIn(Section section, MistakeList mistakes)
    {
        var name = section.RequiredText("name");
        if (name is not null && !SnakeCase().IsMatch(name.Value))
        {
            mistakes.Add(
                name.Line, section.At("name"), $"'{name.Value}' is not a field's name of ours.",
                "Use small letters, digits and '_', and start with a letter, e.g. first_name.");
        }

        return name;
    }

    private Direction Direction(Side side) => section.Word(PairEnds.Towards(side), Words.Directions, Policy.Direction.Overwrite);

    // A field that goes one way belongs to the side that it comes from.
    private Side OwnerOf(Direction toMarketing, Direction toSales) => (toSales, toMarketing) switch
    {
        (Policy.Direction.None, not Policy.Direction.None) => Side.Sales,
        (not Policy.Direction.None, Policy.Direction.None) => Side.Marketing,
        _ => owner,
    };

    private IReadOnlyList<(string Marketing, string Sales)> Choices()
    {
        if (section.OptionalSection("values") is not { } values)
        {
            return [];
        }

        var choices = new List<(string, string)>();
        foreach (var (entry, sales) in values.Pairs())
        {
            choices.Add((entry.Key, sales.Value));
        }

        return choices;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
