using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>intents:</c> of persons: fields at sales whose value is said by the tags that a person has at marketing.</summary>
internal sealed class IntentsSection(Section section, PairEnds ends, MistakeList mistakes)
{
    public static IReadOnlyList<FieldDraft> Read(Section persons, IReadOnlyList<Way> ways, IReadOnlyList<FieldDraft> others, PairEnds ends, MistakeList mistakes)
    {
        var names = new UniqueNames("field's name", mistakes);
        var atSales = new UniqueNames("field of sales", mistakes);
        var intents = persons.OptionalList("intents", "intent")
            .Select(each => new IntentsSection(each, ends, mistakes).Read(names, atSales, others)).ToList();
        if (intents.Count > 0 && ways.Any(way => way is { Towards: Side.Sales, IsOff: true }))
        {
            mistakes.Add(
                persons.LineOf("intents"), persons.At("intents"), "Intents are told to sales, and nothing goes there.",
                "Remove 'intents', or 'none' from toSales.");
        }

        return intents;
    }

    private FieldDraft Read(UniqueNames names, UniqueNames atSales, IReadOnlyList<FieldDraft> others)
    {
        var intent = new FieldDraft
        {
            Name = names.Take(FieldSection.NameIn(section, mistakes), section.At("name")),
            Marketing = ends.ShapeOf(Side.Marketing)?.Marks["tag"] ?? "",
            Sales = atSales.Take(section.RequiredText("sales"), section.At("sales")),
            Type = FieldType.Text,
            ToMarketing = Direction.None,
            ToSales = section.Word(PairEnds.Towards(Side.Sales), Words.Directions, Direction.Overwrite),
            Owner = Side.Marketing,
            Required = [],
            Transforms = [],
            Choices = [],
            FirstOf = [.. section.RequiredList("first", "tag").Select(Tag)],
        };
        Refuse(others.Any(other => other.Name == intent.Name), "name", $"'{intent.Name}' stands among the fields as well.", "Give the intent another name.");
        Refuse(others.Any(other => other.Sales == intent.Sales), "sales", $"'{intent.Sales}' stands among the fields as well.", "Name a field of its own for the intent.");
        Refuse(intent.ToSales == Direction.None, "toSales", $"The intent '{intent.Name}' goes nowhere.", "Remove 'none', or the intent.");
        section.RefuseUnknownKeys();
        return intent;
    }

    private TagWord Tag(Section word)
    {
        var (tag, says) = (TagsSection.NameIn(word, "tag", mistakes), word.RequiredText("is"));
        word.RefuseUnknownKeys();
        return new TagWord(tag?.Value ?? "", says?.Value ?? "");
    }

    private void Refuse(bool isWrong, string key, string problem, string cure)
    {
        if (isWrong)
        {
            mistakes.Add(section.LineOf(key), section.At(key), problem, cure);
        }
    }
}
