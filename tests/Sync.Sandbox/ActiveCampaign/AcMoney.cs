using System.Globalization;

namespace Sync.Sandbox.ActiveCampaign;

/// <summary>The API counts money in cents; webhooks show it in major units, as text.</summary>
internal static class AcMoney
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["usd"] = "$", ["eur"] = "&euro;", ["gbp"] = "&pound;", ["jpy"] = "&yen;", ["sek"] = "kr", ["inr"] = "&#8377;", ["brl"] = "R$",
        ["aud"] = "$", ["cad"] = "$", ["chf"] = "CHF",
    };

    /// <summary>For instance 1,044,055.00.</summary>
    public static string Formatted(decimal cents) => (cents / 100).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>Major units unless the account is made to tell cents.</summary>
    public static string Raw(decimal cents, bool asCents) => (asCents ? cents : cents / 100).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Cents(decimal cents) => cents.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>As HTML shows it: "&amp;euro;" for the euro.</summary>
    public static string Symbol(string currency) => Symbols.GetValueOrDefault(currency.ToLowerInvariant(), currency.ToUpperInvariant());

    public static bool TryRead(string? text, out decimal cents) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out cents) && cents >= 0;
}
