using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>What a phone number is made of, whatever stands between its digits.</summary>
/// <param name="International">It begins with a plus sign: a calling code follows.</param>
/// <param name="Extension">Digits to be dialled once somebody answers; empty if there are none.</param>
internal sealed partial record PhoneText(bool International, string Digits, string Extension)
{
    private const string Separators =
        "()[]-./\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00AD\u00B7\u2060\u200B\u200E\u200F\u202A\u202C\uFEFF";

    /// <returns>Null if it holds letters or marks that no phone number has; nothing is guessed out of a sentence.</returns>
    public static PhoneText? Read(string text)
    {
        text = WithoutScheme(text);
        var extension = ExtensionAtEnd().Match(text) is { Success: true } end ? end.Groups["digits"].Value : "";
        var main = extension.Length > 0 ? ExtensionAtEnd().Replace(text, "") : text;

        var digits = new StringBuilder(main.Length);
        var plus = false;
        foreach (var c in main)
        {
            if (DigitOf(c) is { } digit)
            {
                digits.Append(digit);
            }
            else if (c is '+' or '\uFF0B' && digits.Length == 0 && !plus)
            {
                plus = true;
            }
            else if (!char.IsWhiteSpace(c) && !Separators.Contains(c))
            {
                return null;
            }
        }

        return new PhoneText(plus, digits.ToString(), extension);
    }

    private static string WithoutScheme(string text) => text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;

    /// <summary>Digits of every script, e.g. Arabic ones, and those of double width.</summary>
    private static char? DigitOf(char c) =>
        char.IsAsciiDigit(c) ? c
        : char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))
        : null;

    [GeneratedRegex(@"[\s,]*(?:;ext=|ext(?:ension)?[.:]?|extn[.:]?|x[.:]?|\#|durchwahl|dw[.:]?|poste)\s*(?<digits>[0-9]{1,7})\#?\s*\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ExtensionAtEnd();
}
