using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>Domains that tell no company: mail providers of everybody, and sites that hold pages of many.</summary>
/// <param name="further">Beside those of <c>shared-domains.txt</c>, e.g. a provider of one town.</param>
public sealed class SharedDomains(IEnumerable<string> further)
{
    public static readonly SharedDomains Usual = new([]);

    private static readonly FrozenSet<string> Known = DataFile.Lines("shared-domains.txt").Select(line => line.Trim()).ToFrozenSet();

    private readonly FrozenSet<string> _further = further.Select(domain => domain.Trim().ToLowerInvariant()).ToFrozenSet();

    /// <param name="domain">In small letters; what lies below a shared domain is shared, too.</param>
    public bool Contains(string domain)
    {
        for (var rest = domain; ; rest = rest[(rest.IndexOf('.') + 1)..])
        {
            if (Known.Contains(rest) || _further.Contains(rest))
            {
                return true;
            }

            if (!rest.Contains('.'))
            {
                return false;
            }
        }
    }
}
