using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>Amounts of money, in the unit that people count in.</summary>
internal static partial class Amounts
{
    /// <returns>
    /// With as many digits as the currency's smallest unit has (half a unit is rounded away from zero): <c>12.50</c>, or <c>12.50 USD</c>
    /// if that is not the connection's currency.
    /// </returns>
    public static Normalised Normalise(string typed, NormalisingRules rules)
    {
        var usual = Currencies.DigitsOf(rules.Currency) is null ? null : rules.Currency!.ToUpperInvariant();
        var shape = Shape().Match(Texts.OneLine(typed));
        var words = new[] { shape.Groups["before"].Value, shape.Groups["after"].Value }.Where(word => word.Length > 0).ToArray();
        var currency = usual;
        if (!shape.Success || words.Length > 1 || (words.Length == 1 && !Currencies.TryRead(words[0], usual, out currency)))
        {
            return new Normalised.Misfit(typed, "It is no amount in a currency of ISO 4217.");
        }

        var number = shape.Groups["sign"].Value + shape.Groups["number"].Value;
        if (Numbers.Read(number, rules.DecimalMark, out var reason) is not { } amount)
        {
            return new Normalised.Misfit(typed, reason);
        }

        var written = Write(amount, Currencies.DigitsOf(currency));
        return new Normalised.Value(currency == usual ? written : $"{written} {currency}");
    }

    private static string Write(decimal amount, int? digits) => digits is { } known
        ? Numbers.Write(Math.Round(amount, known, MidpointRounding.AwayFromZero), known)
        : Numbers.Write(amount);

    // A sign may stand before the currency or behind it: -€5, € -5.
    [GeneratedRegex("""
        \A(?<sign>[-+\u2212]?)\x20?
        (?<before>[^-+0-9.,\u2212\x20]{0,4}\.?)\x20?
        (?<number>[-+\u2212]?[0-9.,](?:.*[0-9.])?)\x20?(?<after>[^0-9,\x20]{0,4})\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Shape();
}
