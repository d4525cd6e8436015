using Sync.Policy.Normalising;
using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>deal:</c> of a play.</summary>
internal static class DealSection
{
    private const int Digits = 2;
    private const decimal Most = 9_999_999_999_999m;

    public static DealTemplate? Read(Section? deal, PlayKnowledge known, MistakeList mistakes)
    {
        if (deal is null)
        {
            return null;
        }

        var name = known.Template(deal, "name", isRequired: true, mistakes);
        var stage = deal.RequiredText("stage")?.Value;
        var template = new DealTemplate(name ?? "", stage ?? "")
        {
            Pipeline = deal.OptionalText("pipeline")?.Value,
            Amount = Amount(deal, mistakes),
            ClosesInDays = deal.OptionalNumber("closesInDays", 0, 3_650),
        };
        deal.RefuseUnknownKeys();
        return template;
    }

    // Rounding or guessing is for what vendors send; who writes the file can be asked.
    private static decimal? Amount(Section deal, MistakeList mistakes)
    {
        if (deal.OptionalText("amount") is not { } text)
        {
            return null;
        }

        if (Numbers.Read(text.Value, DecimalMark.Point, out _) is { } amount && amount is >= 0 and <= Most && decimal.Round(amount, Digits) == amount)
        {
            return amount;
        }

        mistakes.Add(
            text.Line, deal.At("amount"), $"'{text.Value}' is no amount.",
            "Write a number alone, in the currency that the CRM counts in, with at most two digits after the point, e.g. 1200.50.");
        return null;
    }
}
