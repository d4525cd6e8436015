using System.Globalization;
using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>One spelling for each mailbox: people are told apart by it.</summary>
public static class EmailAddress
{
    /// <summary>Longest address that a mail server takes (RFC 5321, 4.5.3.1.3, without the angle brackets).</summary>
    public const int Longest = 254;

    private static readonly IdnMapping Idn = new();

    /// <summary>Trims, removes surrounding angle brackets, writes small letters, and the domain as it stands in DNS.</summary>
    /// <returns>
    /// Null for what is not exactly one address. Small letters in the local part differ from the standard's wording,
    /// but from no mail server in use; both vendors compare addresses that way.
    /// </returns>
    public static string? Normalise(string? address) => Normalise(address, PlusTag.Keep);

    /// <inheritdoc cref="Normalise(string?)"/>
    public static string? Normalise(string? address, PlusTag tag)
    {
        var text = WithoutBrackets(Narrow(Composition.Compose(address ?? "")).Trim());
        var at = text.IndexOf('@');
        if (at < 1 || at != text.LastIndexOf('@') || text.Any(IsForeign))
        {
            return null;
        }

        var local = Local(text[..at], tag);
        var normalised = Domain(text[(at + 1)..]) is { } domain ? $"{local}@{domain}" : null;
        return normalised?.Length <= Longest ? normalised : null;
    }

    private static string Local(string text, PlusTag tag)
    {
        var plus = tag == PlusTag.Drop ? text.IndexOf('+') : -1;
        return Composition.Compose((plus > 0 ? text[..plus] : text).ToLowerInvariant());
    }

    private static string WithoutBrackets(string text) =>
        text.StartsWith('<') && text.EndsWith('>') ? text[1..^1].Trim() : text;

    /// <summary>Separators of lists, spaces, what cannot be seen, and halves of characters.</summary>
    private static bool IsForeign(char c) => c is ',' or ';' or '<' or '>' or '\uFFFD' || char.IsWhiteSpace(c) || char.IsControl(c);

    /// <summary>Letters of double width, as East Asian keyboards write them, become the usual ones; zero-width marks go.</summary>
    private static string Narrow(string text) => string.Concat(text
        .Where(c => c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'))
        .Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c));

    private static string? Domain(string domain)
    {
        try
        {
            // Small letters first: the mapping would encode a capital outside ASCII as it stands.
            var ascii = domain.Length > 0 ? Idn.GetAscii(domain.ToLowerInvariant()).ToLowerInvariant() : "";
            return ascii.Length > 0 && ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
