using Sync.Policy.Normalising;

namespace Sync.Policy.Reading;

/// <summary>What must not stand together in one field.</summary>
internal sealed class FieldChecks(Section section, FieldDraft field, IReadOnlyList<Way> ways, PairEnds ends, MistakeList mistakes)
{
    private static readonly Side[] Sides = [Side.Marketing, Side.Sales];

    public void Run()
    {
        if (field.ToMarketing == Direction.None && field.ToSales == Direction.None)
        {
            Refuse("toSales", $"The field '{field.Name}' goes in neither direction.", "Remove one 'none', or the field.");
        }

        foreach (var side in Sides)
        {
            CheckNone(side);
            CheckReadOnly(side);
        }

        CheckEmail();
        CheckFallback();
        CheckChoices();
        CheckConfirmedLists();
    }

    /// <summary>Whether a text can be the number of a list.</summary>
    public static bool IsList(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);

    private void CheckConfirmedLists()
    {
        if (field.ConfirmedLists.FirstOrDefault(list => list != FieldPolicy.AnyList && !IsList(list)) is { } wrong)
        {
            Refuse("confirmedLists", $"'{wrong}' is no number of a list.", "Write the numbers of lists, e.g. [\"3\"], or \"*\" for all lists.");
        }

        if (field.ConfirmedLists.Count > 0 && field.Type != FieldType.OptOut)
        {
            Refuse("confirmedLists", $"'{field.Name}' is no opt-out, which joining a list could take back.", "Add 'type: optout', or remove 'confirmedLists'.");
        }
        else if (field.ConfirmedLists.Count > 0 && field.ToSales == Direction.None)
        {
            Refuse("confirmedLists", $"'{field.Name}' does not go to sales, so that nothing there could be taken back.", "Remove 'toSales: none' or 'confirmedLists'.");
        }
    }

    private void CheckNone(Side side)
    {
        var key = PairEnds.Towards(side);
        if (field.DirectionTo(side) == Direction.None && field.Required.Contains(side) && !IsOff(side))
        {
            Refuse(
                key, $"{ends.Of(side)} demands '{field.Name}', and it never goes there.",
                $"Remove '{key}: none' or what makes the field required.");
        }
    }

    private void CheckReadOnly(Side side)
    {
        var key = PairEnds.Word(side);
        if (!IsOff(side) && field.DirectionTo(side) != Direction.None && ends.ShapeOf(side) is { } shape
            && shape.ReadOnly.Contains(field.NameAt(side)))
        {
            Refuse(
                key, $"'{field.NameAt(side)}' of {shape.Vendor} can be read, and not written with a person.",
                $"Add '{PairEnds.Towards(side)}: none', or name a field of your own.");
        }
    }

    private void CheckEmail()
    {
        if (field.Name != "email")
        {
            return;
        }

        if (section.Has("required") && field.Required.Count < Sides.Length)
        {
            Refuse("required", "The field 'email' is not required, and people are told apart by it.", "Remove 'required': it goes without saying.");
        }

        if (field.Fallback is not null)
        {
            Refuse("fallback", "The field 'email' has a fallback: all people without an address would become one.", "Remove the fallback.");
        }

        if (field.Choices.Count > 0)
        {
            Refuse("values", "The field 'email' has a table of values, and people are told apart by it.", "Remove the table.");
        }
    }

    private void CheckFallback()
    {
        if (field is { Fallback: not null, Required.Count: 0 })
        {
            Refuse("fallback", "Nothing demands this field, so the fallback would never be used.", "Add 'required: sales', or remove the fallback.");
        }
    }

    private void CheckChoices()
    {
        if (field.Otherwise is not { } otherwise || field.Choices.Any(choice => choice.Marketing == otherwise))
        {
            return;
        }

        var cure = Spelling.Nearest(otherwise, field.Choices.Select(choice => choice.Marketing)) is { } near
            ? $"Did you mean '{near}'?"
            : $"Write one of marketing's words of the table, or add '{otherwise}' to 'values'.";
        Refuse("otherwise", $"'{otherwise}' does not stand in the table of values.", cure);
    }

    private bool IsOff(Side side) => ways.Any(way => way.Towards == side && way.IsOff);

    private void Refuse(string key, string problem, string cure) => mistakes.Add(section.LineOf(key), section.At(key), problem, cure);
}
