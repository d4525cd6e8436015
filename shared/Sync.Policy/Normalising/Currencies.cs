using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>Currencies in use and how many digits their smallest unit has. Source: ISO 4217, list one.</summary>
internal static class Currencies
{
    private const int UsualDigits = 2;

    private static readonly FrozenDictionary<string, int> Digits = new Dictionary<int, string>
    {
        [UsualDigits] = """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU
            CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
            KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK
            PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD
            USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """,
        [0] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
        [3] = "BHD IQD JOD KWD LYD OMR TND",
        [4] = "CLF UYW",
    }
    .SelectMany(
        each => each.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        (each, code) => KeyValuePair.Create(code, each.Key))
    .ToFrozenDictionary();

    // Signs of one currency alone. A dollar, a yen or a krone may be that of several countries.
    private static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>
    {
        ["€"] = "EUR", ["£"] = "GBP", ["₹"] = "INR", ["₩"] = "KRW", ["₪"] = "ILS", ["₺"] = "TRY", ["₴"] = "UAH", ["₫"] = "VND",
        ["₱"] = "PHP", ["₦"] = "NGN", ["R$"] = "BRL", ["US$"] = "USD", ["CA$"] = "CAD", ["A$"] = "AUD", ["NZ$"] = "NZD", ["ZŁ"] = "PLN",
        ["FR."] = "CHF",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> SharedSigns = new[] { "$", "¥", "KR", "KR." }.ToFrozenSet();

    /// <returns>Digits of the smallest unit: 2 for euros, 0 for yen; null if there is no such currency.</returns>
    public static int? DigitsOf(string? code) =>
        code is not null && Digits.TryGetValue(code.ToUpperInvariant(), out var digits) ? digits : null;

    /// <param name="text">What stands beside an amount: a code or a sign.</param>
    /// <param name="usual">Currency that a sign of several stands for.</param>
    /// <param name="code">Null if a sign of several stands there and there is no usual one.</param>
    public static bool TryRead(string text, string? usual, out string? code)
    {
        var word = text.ToUpperInvariant();
        code = Digits.ContainsKey(word) ? word : Signs.GetValueOrDefault(word) ?? usual;
        return Digits.ContainsKey(word) || Signs.ContainsKey(word) || SharedSigns.Contains(word);
    }
}
