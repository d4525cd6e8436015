using System.Text.RegularExpressions;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>fields:</c> of a route.</summary>
internal static partial class FieldSection
{
    /// <summary>The field by which people are told apart; every route carries it.</summary>
    private const string Email = "email";

    public static IReadOnlyList<FieldPolicy> ReadAll(Section route, MistakeList mistakes)
    {
        var names = new UniqueNames("field's name", mistakes);
        var targets = new UniqueNames("target", mistakes);
        var sections = route.RequiredList("fields", "field");
        var fields = sections.Select(section => Read(section, names, targets, mistakes)).ToList();
        if (fields.Count > 0)
        {
            CheckEmail(route, sections, fields, mistakes);
        }

        return fields;
    }

    private static FieldPolicy Read(Section section, UniqueNames names, UniqueNames targets, MistakeList mistakes)
    {
        var name = section.RequiredText("name");
        if (name is not null && !SnakeCase().IsMatch(name.Value))
        {
            mistakes.Add(
                name.Line, section.At("name"), $"'{name.Value}' is not a field's name of ours.",
                "Use small letters, digits and '_', and start with a letter, e.g. first_name.");
        }

        var field = new FieldPolicy
        {
            Name = names.Take(name, section.At("name")),
            From = section.RequiredText("from")?.Value ?? "",
            To = targets.Take(section.RequiredText("to"), section.At("to")),
            Required = section.Flag("required"),
            Fallback = section.OptionalText("fallback")?.Value,
        };
        section.RefuseUnknownKeys();
        return field;
    }

    private static void CheckEmail(Section route, IReadOnlyList<Section> sections, List<FieldPolicy> fields, MistakeList mistakes)
    {
        var index = fields.FindIndex(field => field.Name == Email);
        if (index < 0)
        {
            mistakes.Add(
                route.LineOf("fields"), route.At("fields"), "No field is named 'email', and people are told apart by it.",
                "Add '- { name: email, from: email, to: Email, required: true }'.");
            return;
        }

        var section = sections[index];
        if (!fields[index].Required)
        {
            mistakes.Add(
                section.LineOf("required"), section.At("required"), "The field 'email' is not required, and people are told apart by it.",
                "Add 'required: true' to it.");
        }

        if (fields[index].Fallback is not null)
        {
            mistakes.Add(
                section.LineOf("fallback"), section.At("fallback"),
                "The field 'email' has a fallback: all people without an address would become one.",
                "Remove the fallback.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
