using System.Collections.Frozen;
using System.IO.Enumeration;
using Sync.Policy.Normalising;

namespace Sync.Policy;

/// <summary>What must not be taken for a person or a company.</summary>
public sealed class IdentityPolicy(IReadOnlyList<string> placeholders, IReadOnlyList<string> freeMail)
{
    // The providers whose free addresses are seen most; whoever knows more adds them under identity.freeMail.
    private static readonly string[] UsualFreeMail =
    [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "aol.com", "icloud.com",
        "me.com", "mac.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de",
        "mail.com", "mail.ru", "yandex.ru", "qq.com", "163.com", "126.com", "naver.com", "orange.fr", "free.fr", "laposte.net", "wanadoo.fr",
        "libero.it", "virgilio.it", "seznam.cz", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "bluewin.ch", "hotmail.co.uk", "yahoo.co.uk",
        "btinternet.com", "comcast.net", "verizon.net", "att.net", "zoho.com", "fastmail.com", "hey.com", "tuta.com", "rediffmail.com",
    ];

    private readonly FrozenSet<string> _freeMail = UsualFreeMail.Concat(freeMail).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Patterns of addresses that are nobody's, as the file has them; a <c>*</c> stands for any letters.</summary>
    public IReadOnlyList<string> Placeholders { get; } = placeholders;

    /// <summary>Domains that the file adds to the usual ones.</summary>
    public IReadOnlyList<string> FreeMail { get; } = freeMail;

    /// <summary>Who has no address is known by his phone number; else nothing becomes of him.</summary>
    public bool KnowsByPhoneAlone { get; init; }

    /// <summary>Whoever comes under a new address and a known number is the one who has it, if that one has no address; else it is asked.</summary>
    public bool MatchesByPhone { get; init; }

    /// <summary>Numbers are kept, whatever for.</summary>
    public bool UsesPhones => KnowsByPhoneAlone || MatchesByPhone;

    /// <summary>The address is one that people give who have none or tell none.</summary>
    public bool IsPlaceholder(string address)
    {
        foreach (var pattern in Placeholders)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, address, ignoreCase: true))
            {
                return true;
            }
        }

        return false;
    }

    private readonly SharedDomains _shared = new(freeMail);

    /// <summary>The domain of the company that an address or a web site tells of; null if it tells of none.</summary>
    public string? CompanyDomainOf(string? text) => CompanyDomain.Normalise(text, _shared).Canonical;

    /// <summary>The domain belongs to a provider of mailboxes, and so says nothing about a person's company.</summary>
    public bool IsFreeMail(string domain) => _freeMail.Contains(domain);
}
