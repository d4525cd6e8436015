using System.Collections.Frozen;

namespace Sync.Connectors;

/// <summary>An amount in the unit that people count in, e.g. 12.50 euros.</summary>
/// <param name="Currency">Three letters, in any case.</param>
public sealed record Money(decimal Amount, string Currency)
{
    private const int UsualDigits = 2;

    // Source: ISO 4217, column "minor unit"; every other currency has two digits.
    private static readonly FrozenDictionary<string, int> Digits = new Dictionary<int, string[]>
    {
        [0] = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"],
        [3] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"],
        [4] = ["CLF", "UYW"],
    }
    .SelectMany(each => each.Value, (each, code) => KeyValuePair.Create(code, each.Key))
    .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>In the smallest unit of the currency, e.g. cents; half a unit is rounded away from zero.</summary>
    /// <exception cref="OverflowException">More than a whole number can hold.</exception>
    public long Minor => checked((long)Math.Round(Amount * Factor(Currency), MidpointRounding.AwayFromZero));

    /// <summary>An amount in whichever currency the vendor counts in. Source: ISO 4217, the code for none.</summary>
    public static Money OfTheVendor(decimal amount) => new(amount, "XXX");

    public static Money OfMinor(decimal minor, string currency) => new(minor / Factor(currency), currency);

    private static decimal Factor(string currency) => (decimal)Math.Pow(10, Digits.GetValueOrDefault(currency, UsualDigits));
}
