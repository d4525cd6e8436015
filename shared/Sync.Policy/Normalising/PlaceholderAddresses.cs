using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>Recognises addresses that look right and are nobody's.</summary>
/// <param name="patterns">A <c>*</c> stands for any letters, a <c>?</c> for one, e.g. <c>noemail@*</c>.</param>
public sealed class PlaceholderAddresses(IReadOnlyList<string> patterns)
{
    /// <summary>No address is taken for a placeholder.</summary>
    public static readonly PlaceholderAddresses None = new([]);

    /// <summary>What fills forms that demand an address. <c>invalid</c> is reserved for it (RFC 2606).</summary>
    public static readonly PlaceholderAddresses Usual = new(
    [
        "noemail@*", "no-email@*", "no.email@*", "no_email@*", "nomail@*", "no-mail@*", "keinemail@*", "keine-email@*", "sinemail@*",
        "none@none*", "na@na.*", "n/a@*", "null@null*", "unknown@unknown*", "nobody@nowhere*", "notprovided@*", "not-provided@*",
        "test@test.*", "asdf@asdf*", "a@a.*", "aa@aa.*", "aaa@aaa.*", "x@x.*", "xx@xx.*", "xxx@xxx.*", "abc@abc.*", "123@123.*",
        "*@noemail.*", "*@no-email.*", "*@nomail.*", "*@placeholder.*", "*@invalid", "*.invalid",
    ]);

    // One automaton for all of them; built when first asked.
    private readonly Lazy<Regex> _any = new(() => new Regex(
        $@"\A(?:{string.Join('|', patterns.Select(Pattern))})\z",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline));

    /// <param name="address">As <see cref="EmailAddress.Normalise(string?)"/> returns it.</param>
    public bool Contains(string address) => patterns.Count > 0 && _any.Value.IsMatch(address);

    private static string Pattern(string pattern) =>
        Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal);
}
