namespace Sync.Policy.Reading;

/// <summary>Reads one condition: <c>{ tag: customer }</c>, <c>{ list: ["3", "7"] }</c> or <c>{ field: Lead_Status, is: Open }</c>.</summary>
internal static class ConditionSection
{
    private static readonly string[] Marks = ["tag", "list", "form"];

    /// <param name="source">Whose records are asked; null if its vendor is not known.</param>
    public static Condition? Read(Section section, VendorShape? source, MistakeList mistakes)
    {
        var found = new List<Condition>();
        foreach (var mark in Marks)
        {
            if (section.Texts(mark) is { Count: > 0 } texts && FieldOf(mark, section, source, mistakes) is { } place)
            {
                found.Add(Of(mark, place, texts, isList: true));
            }
        }

        var values = section.Texts("is");
        if (section.OptionalText("field") is { } field)
        {
            found.Add(Of($"field {field.Value}", field.Value, values, isList: false));
        }

        section.RefuseUnknownKeys();
        return found.Count == 1 ? found[0] : Refuse(section, found.Count, mistakes);
    }

    private static Condition Of(string what, string place, IReadOnlyList<YamlText> texts, bool isList)
    {
        var values = texts.Select(text => text.Value).ToList();
        return new Condition(values.Count == 0 ? what : $"{what} {string.Join(" or ", values)}", place, values, isList);
    }

    private static string? FieldOf(string mark, Section section, VendorShape? source, MistakeList mistakes)
    {
        if (source is null || source.Marks.TryGetValue(mark, out var field))
        {
            return source?.Marks[mark] ?? mark;
        }

        mistakes.Add(
            section.LineOf(mark), section.At(mark), $"A person of {source.Vendor} has no {mark}.",
            $"Ask for {string.Join(", ", source.Marks.Keys)} or a field, e.g. '{{ field: Lead_Status, is: Open }}'.");
        return null;
    }

    private static Condition? Refuse(Section section, int found, MistakeList mistakes)
    {
        if (found > 1)
        {
            mistakes.Add(
                section.Line, section.Path, "One line asks for several things.", "Write one line for each: under 'only' all of them must hold.");
        }
        else if (!Marks.Any(section.Has))
        {
            mistakes.Add(
                section.Line, section.Path, "The condition asks for nothing.",
                "Write '{ tag: name }', '{ list: number }', '{ form: number }' or '{ field: name, is: value }'.");
        }

        return null;
    }
}
