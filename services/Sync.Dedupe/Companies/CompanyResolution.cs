using Npgsql;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe.Companies;

/// <summary>Says which company each change is about, or its person works for: by the vendor's record first, then by domain, else a new one.
/// </summary>
internal static class CompanyResolution
{
    /// <summary>Key of the change to the company's number; absent where there is none.</summary>
    public static async Task<Dictionary<string, long>> ResolveCompanies(
        this NpgsqlTransaction tx, SyncPolicy policy, IReadOnlyList<PersonChange> changes)
    {
        var concerned = changes.Where(change => policy.RoutesFrom(change.Source, SyncObject.Company).Any()).DistinctBy(change => change.Key).ToList();
        if (concerned.Count == 0)
        {
            return [];
        }

        var byLink = await tx.FindByLinks([.. concerned.Where(IsCompany).Select(LinkOf).Distinct()]);
        var domains = concerned.Where(change => !(IsCompany(change) && byLink.ContainsKey(LinkOf(change))))
            .Select(change => (change.Key, Domain: DomainOf(policy, change))).Where(change => change.Domain is not null)
            .ToDictionary(change => change.Key, change => change.Domain!);
        var byDomain = await FindOrCreate(tx, [.. domains.Values.Distinct()]);
        return concerned
            .Select(change => (change.Key, Id: domains.TryGetValue(change.Key, out var domain) ? byDomain[domain]
                : IsCompany(change) && byLink.TryGetValue(LinkOf(change), out var linked) ? linked.PersonId : (long?)null))
            .Where(change => change.Id is not null).ToDictionary(change => change.Key, change => change.Id!.Value);
    }

    public static bool IsCompany(PersonChange change) => change.About == PersonChange.Company;

    public static string? DomainOf(SyncPolicy policy, PersonChange change) => policy.Identity.CompanyDomainOf(
        IsCompany(change) ? change.Fields.GetValueOrDefault("domain") : EmailAddress.Normalise(change.Email));

    private static async Task<Dictionary<string, long>> FindOrCreate(NpgsqlTransaction tx, IReadOnlyList<string> domains)
    {
        var known = domains.Count == 0 ? [] : await tx.FindByDomains(domains);
        if (domains.Where(domain => !known.ContainsKey(domain)).ToList() is not { Count: > 0 } unknown)
        {
            return known;
        }

        await tx.CreateByDomains(unknown);
        return await tx.FindByDomains(domains);
    }

    private static LinkKey LinkOf(PersonChange change) => PersonResolution.LinkOf(change);
}
