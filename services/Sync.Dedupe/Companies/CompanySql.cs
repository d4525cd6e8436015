using Dapper;
using Npgsql;

namespace Sync.Dedupe.Companies;

/// <summary>Statements on companies and on who works for them.</summary>
internal static class CompanySql
{
    public static async Task<Dictionary<string, long>> FindByDomains(this NpgsqlTransaction tx, IReadOnlyCollection<string> domains)
    {
        var found = await tx.Connection!.QueryAsync<(string Value, long Id)>("""
            select d.value, i.person_id
              from unnest(@domains) as d(value)
             cross join lateral (select person_id from identifier where kind = 'domain' and value = d.value limit 1) as i
            """, new { domains = domains.ToArray() }, tx);
        return found.ToDictionary(row => row.Value, row => row.Id);
    }

    /// <summary>Creates companies for domains that nobody has. Waits for whoever is just creating one of them, and leaves it to him.</summary>
    public static Task CreateByDomains(this NpgsqlTransaction tx, IReadOnlyCollection<string> domains) =>
        tx.Connection!.ExecuteAsync("""
            with claimed as (
                insert into identifier (kind, value, person_id)
                select 'domain', domain, nextval(pg_get_serial_sequence('person', 'id'))
                  from (select unnest(@domains) as domain order by 1) as sorted
                on conflict (kind, value) do nothing
                returning value, person_id
            )
            insert into person (id, email, state, object) select person_id, value, '', 'company' from claimed
            """, new { domains = domains.Order(StringComparer.Ordinal).ToArray() }, tx);

    public static async Task<HashSet<long>> CompaniesAmong(this NpgsqlTransaction tx, IReadOnlyCollection<long> ids) =>
        [.. await tx.Connection!.QueryAsync<long>(
            "select id from person where id = any(@ids) and object = 'company'", new { ids = ids.ToArray() }, tx)];

    public static async Task<ILookup<long, long>> MembersOf(this NpgsqlTransaction tx, IReadOnlyCollection<long> companies)
    {
        var members = companies.Count == 0 ? [] : await tx.Connection!.QueryAsync<(long Company, long Person)>(
            "select company_id, id from person where company_id = any(@companies)", new { companies = companies.ToArray() }, tx);
        return members.ToLookup(member => member.Company, member => member.Person);
    }

    public static Task SetCompanies(this NpgsqlTransaction tx, IReadOnlyCollection<(long Person, long Company)> members) => members.Count == 0
        ? Task.CompletedTask
        : tx.Connection!.ExecuteAsync("""
            update person set company_id = m.company
              from unnest(@persons, @companies) as m(person, company)
             where id = m.person and company_id is distinct from m.company
            """,
            new { persons = members.Select(member => member.Person).ToArray(), companies = members.Select(member => member.Company).ToArray() },
            tx);
}
