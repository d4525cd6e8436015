using System.Collections.Frozen;

namespace Sync.Policy.Normalising;

/// <summary>The domain by which a company is told from others.</summary>
public static class CompanyDomain
{
    // Under the two letters of a country these are not a company's name but a kind, as in co.uk or com.au.
    private static readonly FrozenSet<string> Kinds = """
        ac biz co com edu firm gen gob gouv gov gr gv id ind inf info int ltd me mil mod ne net nhs nom or org plc police sch web go gub
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

    /// <param name="text">A web site, a domain, or somebody's mail address there.</param>
    /// <returns>In small letters, as it stands in DNS, without what is below the company's own: <c>acme.co.uk</c>.</returns>
    public static Normalised Normalise(string? text, SharedDomains shared)
    {
        var typed = Texts.OneLine(text ?? "");
        if (typed.Length == 0)
        {
            return Normalised.Nothing;
        }

        var host = typed.Contains('@') ? HostOfAddress(typed) : WebAddress.Read(typed)?.Host;
        return host is null ? new Normalised.Misfit(text!, "It is neither a domain nor a web site nor a mail address.")
            : shared.Contains(host) ? new Normalised.Misfit(text!, "Many people share this domain: it tells no company.")
            : Registrable(host) is { } domain ? new Normalised.Value(domain)
            : new Normalised.Misfit(text!, "It is the ending of many domains: it tells no company.");
    }

    private static string? HostOfAddress(string address) =>
        EmailAddress.Normalise(address) is { } normalised ? WebAddress.HostIn(normalised[(normalised.IndexOf('@') + 1)..]) : null;

    private static string? Registrable(string host)
    {
        var labels = host.Split('.');
        var ending = labels[^1].Length == 2 && Kinds.Contains(labels[^2]) ? 2 : 1;

        // info.de and the like are somebody's own; co.uk and com.au stand alone only by mistake.
        if (labels.Length == ending)
        {
            return labels[^2] is "co" or "com" or "org" or "net" or "ac" or "gov" or "edu" ? null : host;
        }

        return string.Join('.', labels[^(ending + 1)..]);
    }
}
