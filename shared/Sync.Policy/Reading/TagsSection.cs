using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>tags:</c> of persons: tags that both sides shall have alike; and <c>lists:</c>, for which tags stand at sales.</summary>
internal sealed class TagsSection(Section section, PairEnds ends, MistakeList mistakes)
{
    /// <returns>For each side the tags that come to it.</returns>
    public static IReadOnlyDictionary<Side, IReadOnlyList<FieldPolicy>> Read(Section persons, Side owner, PairEnds ends, MistakeList mistakes)
    {
        var names = new Dictionary<Side, UniqueNames>
        {
            [Side.Marketing] = new("tag of marketing", mistakes), [Side.Sales] = new("tag of sales", mistakes),
        };
        var tags = persons.OptionalList("tags", "tag").Select(each => new TagsSection(each, ends, mistakes).Read(names, owner)).ToList();
        var lists = new UniqueNames("list of marketing", mistakes);
        tags.AddRange(persons.OptionalList("lists", "list").Select(each => new ListsSection(each, owner, ends, mistakes).Read(lists, names[Side.Sales])));
        return names.Keys.ToDictionary(side => side, side => (IReadOnlyList<FieldPolicy>)[.. tags.Select(tag => tag[side])]);
    }

    private Dictionary<Side, FieldPolicy> Read(Dictionary<Side, UniqueNames> names, Side owner)
    {
        var at = names.Keys.ToDictionary(side => side, side => names[side].Take(NameOf(section, side, ends, mistakes), section.At(PairEnds.Word(side))));
        var read = names.Keys.ToDictionary(side => side, side => new FieldPolicy
        {
            Name = RecordTags.NameOf(at[Side.Marketing]),
            From = ends.ShapeOf(PairEnds.Other(side))?.Marks["tag"] ?? "",
            TagThere = at[PairEnds.Other(side)],
            To = at[side],
            Type = FieldType.Tag,
            Direction = section.Word(PairEnds.Towards(side), Words.Directions, Direction.Overwrite),
            Owner = ends.Of(owner),
        });
        if (read.Values.All(tag => tag.Direction == Direction.None))
        {
            Refuse("toSales", $"The tag '{at[Side.Marketing]}' goes in neither direction.", "Remove one 'none', or the tag.");
        }

        section.RefuseUnknownKeys();
        return read;
    }

    /// <summary>The name of a tag, which must be told from others in a list of tags.</summary>
    public static YamlText? NameIn(Section section, string key, MistakeList mistakes)
    {
        var name = section.RequiredText(key);
        if (name is not null && !RecordTags.IsOne(name.Value))
        {
            mistakes.Add(
                section.LineOf(key), section.At(key), $"'{name.Value}' has a comma or semicolon or || in it: what vendors tell of tags cannot be told apart.",
                "Give the tag another name there.");
        }

        return name;
    }

    /// <summary>The name of a tag of one side, which must not be too long there.</summary>
    public static YamlText? NameOf(Section section, Side side, PairEnds ends, MistakeList mistakes)
    {
        var key = PairEnds.Word(side);
        var name = NameIn(section, key, mistakes);
        if (name is not null && ends.ShapeOf(side) is { LongestTag: { } most } shape && name.Value.Length > most)
        {
            mistakes.Add(
                section.LineOf(key), section.At(key), $"'{name.Value}' has {name.Value.Length} characters; a tag of {shape.Vendor} has {most} at most.",
                "Name a shorter one.");
        }

        return name;
    }

    private void Refuse(string key, string problem, string cure) => mistakes.Add(section.LineOf(key), section.At(key), problem, cure);
}
