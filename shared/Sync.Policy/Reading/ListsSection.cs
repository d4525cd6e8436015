using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>Reads one of <c>lists:</c> of persons: a mailing list of marketing, and the tag that says at sales who is on it.</summary>
internal sealed class ListsSection(Section section, Side owner, PairEnds ends, MistakeList mistakes)
{
    /// <returns>For each side what comes to it.</returns>
    public Dictionary<Side, FieldPolicy> Read(UniqueNames lists, UniqueNames tagsAtSales)
    {
        var (number, tag) = (Number(lists), tagsAtSales.Take(TagsSection.NameOf(section, Side.Sales, ends, mistakes), section.At("sales")));
        var toSales = new FieldPolicy
        {
            Name = RecordTags.NameOfList(number),
            From = $"list:{number}",
            OnListAs = ends.ShapeOf(Side.Marketing)?.OnListAs,
            To = tag,
            Type = FieldType.Tag,
            Direction = section.Word(PairEnds.Towards(Side.Sales), Words.Directions, Direction.Overwrite),
            Owner = ends.Of(owner),
        };
        var toMarketing = toSales with
        {
            From = ends.ShapeOf(Side.Sales)?.Marks["tag"] ?? "",
            OnListAs = null,
            TagThere = tag,
            To = number,
            IsToList = true,
            // Nobody is put on a list because nobody said otherwise.
            Direction = section.Word(PairEnds.Towards(Side.Marketing), Words.Directions, Direction.None),
        };
        Check(toSales, toMarketing);
        section.RefuseUnknownKeys();
        return new Dictionary<Side, FieldPolicy> { [Side.Sales] = toSales, [Side.Marketing] = toMarketing };
    }

    private string Number(UniqueNames lists)
    {
        var number = lists.Take(section.RequiredText("marketing"), section.At("marketing"));
        Refuse(
            number.Length > 0 && !FieldChecks.IsList(number), "marketing", $"'{number}' is no number of a list.",
            "Write the list's number, e.g. \"3\": it stands in the address of the list's page.");
        return number;
    }

    private void Check(FieldPolicy toSales, FieldPolicy toMarketing)
    {
        Refuse(
            ends.ShapeOf(Side.Marketing) is { OnListAs: null }, "marketing", $"{ends.Marketing} has no lists that could be told.", "Remove the list.");
        Refuse(
            toMarketing.Direction == Direction.Overwrite, "toMarketing", "Sync takes nobody off a list: leaving the last one is an opt-out.",
            "Write 'fill', which puts persons on the list, or 'none'.");
        Refuse(
            (toSales.Direction, toMarketing.Direction) == (Direction.None, Direction.None), "toSales", $"List {toMarketing.To} goes in neither direction.",
            "Remove 'none', or the list.");
    }

    private void Refuse(bool isWrong, string key, string problem, string cure)
    {
        if (isWrong)
        {
            mistakes.Add(section.LineOf(key), section.At(key), problem, cure);
        }
    }
}
