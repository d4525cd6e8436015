namespace Sync.Policy.Reading;

/// <summary>Reads <c>recordIds:</c> of persons: fields in which each side keeps the id of the other side's record.</summary>
internal sealed class RecordIdsSection(Section section, IReadOnlyList<FieldDraft> fields, IReadOnlyList<Way> ways, PairEnds ends, MistakeList mistakes)
{
    /// <returns>For each side that keeps ids, the field that its route gets.</returns>
    public static IReadOnlyDictionary<Side, FieldPolicy> Read(
        Section persons, IReadOnlyList<FieldDraft> fields, IReadOnlyList<Way> ways, PairEnds ends, MistakeList mistakes)
    {
        if (persons.OptionalSection("recordIds") is not { } section)
        {
            return new Dictionary<Side, FieldPolicy>();
        }

        var read = new RecordIdsSection(section, fields, ways, ends, mistakes).Read();
        section.RefuseUnknownKeys();
        if (!section.Entries.Any())
        {
            mistakes.Add(
                section.Line, section.Path, "No field is named that ids are kept in.", "Add 'marketing: field:9' with a field of your own.");
        }

        return read;
    }

    private Dictionary<Side, FieldPolicy> Read()
    {
        var read = new Dictionary<Side, FieldPolicy>();
        foreach (var side in new[] { Side.Marketing, Side.Sales })
        {
            if (section.OptionalText(PairEnds.Word(side)) is { } name)
            {
                Check(side, name);
                var source = ends.Of(PairEnds.Other(side));
                read[side] = new FieldPolicy { Name = RecordIds.FieldFor(source), From = "", To = name.Value, Owner = source };
            }
        }

        return read;
    }

    private void Check(Side side, YamlText name)
    {
        var key = PairEnds.Word(side);
        if (fields.FirstOrDefault(field => field.NameAt(side) == name.Value) is { } taken)
        {
            Refuse($"'{name.Value}' of {key} holds '{taken.Name}' already.", "Name a field of its own: nobody else may write there.");
        }

        if (ends.ShapeOf(side) is { } shape && shape.ReadOnly.Contains(name.Value))
        {
            Refuse($"'{name.Value}' of {shape.Vendor} cannot be written.", "Name a text field of your own.");
        }

        if (ways.Any(way => way.Towards == side && way.IsOff))
        {
            Refuse(
                $"Nothing goes to {key}, so the id cannot go there either.",
                $"Write '{PairEnds.Towards(side)}: {{ create: false }}' in place of 'none', or remove '{key}' here.");
        }

        void Refuse(string problem, string cure) => mistakes.Add(name.Line, section.At(key), problem, cure);
    }
}
