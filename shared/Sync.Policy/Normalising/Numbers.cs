using System.Globalization;
using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>Numbers as people and vendors write them.</summary>
internal static partial class Numbers
{
    /// <returns>Without grouping, a point before the fraction, and no zeros at its end.</returns>
    public static Normalised Decimal(string typed, NormalisingRules rules) =>
        Read(Texts.OneLine(typed), rules.DecimalMark, out var reason) is { } number
            ? new Normalised.Value(Write(number))
            : new Normalised.Misfit(typed, reason);

    public static Normalised Integer(string typed, NormalisingRules rules) =>
        Read(Texts.OneLine(typed), rules.DecimalMark, out var reason) is not { } number ? new Normalised.Misfit(typed, reason)
        : decimal.Truncate(number) != number ? new Normalised.Misfit(typed, "It is no whole number.")
        : new Normalised.Value(Write(number));

    /// <summary>Reads it both ways; the mark decides only where both are possible and differ.</summary>
    /// <param name="reason">Why there is no number, as a sentence; empty if there is one.</param>
    public static decimal? Read(string text, DecimalMark mark, out string reason)
    {
        var (point, comma) = (WithPoint(text), WithPoint(Swapped(text)));
        var ambiguous = point is not null && comma is not null && point != comma;
        reason = "";
        if (ambiguous && mark != DecimalMark.Either)
        {
            return mark == DecimalMark.Point ? point : comma;
        }

        if (!ambiguous && (point ?? comma) is { } number)
        {
            return number;
        }

        reason = ambiguous
            ? "Nothing tells whether its mark groups thousands or begins the fraction; set the decimal mark for this connection."
            : "It is no number.";
        return null;
    }

    /// <param name="fewest">Digits after the point that are written even if they are 0.</param>
    public static string Write(decimal number, int fewest = 0)
    {
        var format = fewest == 0 ? "0.############################" : "0." + new string('0', fewest);
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        text = text.Trim('-', '0', '.').Length == 0 ? text.TrimStart('-') : text;

        // A reader who groups thousands by points must not take 12.345 for twelve thousand.
        return WithPoint(Swapped(text)) is { } other && other != number ? text + "0" : text;
    }

    private static decimal? WithPoint(string text)
    {
        if (Shape().Match(text) is not { Success: true } shape)
        {
            return null;
        }

        var plain = shape.Groups["sign"].Value.Replace('\u2212', '-')
            + string.Concat(shape.Groups["whole"].Value.Where(char.IsAsciiDigit)) + shape.Groups["rest"].Value;
        return decimal.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Swapped(string text) => string.Create(text.Length, text, (swapped, from) =>
    {
        for (var at = 0; at < from.Length; at++)
        {
            swapped[at] = from[at] switch { '.' => ',', ',' => '.', var c => c };
        }
    });

    // Thousands in groups of three, in India of two before the last; or no groups, and then perhaps a power of ten, as computers write.
    [GeneratedRegex("""
        \A(?<sign>[-+\u2212]?)\x20?
        (?:
            (?<whole>[1-9][0-9]{0,2}
                (?:(?<mark>[,'\x20\u2019\u00A0\u202F\u2009])[0-9]{2,3}(?:\k<mark>[0-9]{2,3})*)(?<=[^0-9][0-9]{3}))
            (?<rest>(?:\.[0-9]+)?)
          | (?<whole>[0-9]+)(?<rest>(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,3})?)
          | (?<whole>)(?<rest>\.[0-9]+)
        )\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}
