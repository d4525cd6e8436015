using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe.Companies;

/// <summary>Persons and the company that they work for. Pure.</summary>
internal static class Members
{
    /// <summary>The person, knowing what records the company has.</summary>
    public static PersonState Know(SyncPolicy policy, PersonState person, IEnumerable<LinkRow> companyLinks, DateTimeOffset at, long arrival)
    {
        var records = policy.CompanyRoutes.Select(route => route.To).Distinct()
            .Select(target => (Target: target, Link: companyLinks.FirstOrDefault(link => link.Connection == target)))
            .Where(record => record.Link is not null)
            .Select(record => KeyValuePair.Create(record.Target, record.Link!.RecordId));
        return CompanyLink.Know(person, records, at, arrival, policy.Same);
    }

    /// <summary>What a change of a person comes to for his company. Null if the person does not go where companies go.</summary>
    public static Decision? OfChange(
        SyncPolicy policy, PersonRow company, PersonState state, IReadOnlyCollection<LinkRow> links, PersonChange change, Decision person,
        IReadOnlyCollection<LinkRow> personLinks, DateTimeOffset now)
    {
        var goes = policy.RoutesFrom(change.Source, SyncObject.Company).Any(route =>
            person.Writes.Any(write => write.Target == route.To) || personLinks.Any(link => link.Connection == route.To));
        return goes
            ? ChangeDecision.Decide(
                policy, company, state, links,
                CompanyLink.FoundBy(change, company.Email, person.State.Fields.GetValueOrDefault("company")?.Agreed, state), now)
            : null;
    }

    /// <summary>The answer about a company's record, as one about the record that a member has there; null if he has none.</summary>
    public static SettledWrite? AsOf(SettledWrite settled, PersonRow member, IEnumerable<LinkRow> links) =>
        links.FirstOrDefault(link => link.Connection == settled.Target) is { } link
            ? settled with { Key = $"{settled.Key}~{member.Id}", PersonId = member.Id, Module = link.Module, RecordId = link.RecordId }
            : null;
}
