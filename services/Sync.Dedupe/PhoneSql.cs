using Dapper;
using Npgsql;

namespace Sync.Dedupe;

/// <summary>Statements on phone numbers that persons are known by. The primary key serialises find-or-create, as with addresses.</summary>
internal static class PhoneSql
{
    public static async Task<Dictionary<string, (long Person, bool HasAddress)>> FindByPhones(
        this NpgsqlTransaction tx, IReadOnlyCollection<string> phones)
    {
        var found = await tx.Connection!.QueryAsync<(string Value, long Person, bool HasAddress)>("""
            select n.value, i.person_id, p.email <> ''
              from unnest(@phones) as n(value)
             cross join lateral (select person_id from identifier where kind = 'phone' and value = n.value limit 1) as i
              join person p on p.id = i.person_id
            """, new { phones = phones.ToArray() }, tx);
        return found.ToDictionary(row => row.Value, row => (row.Person, row.HasAddress));
    }

    /// <summary>Creates persons for numbers that nobody has. Waits for whoever is just creating one of them, and leaves it to him.</summary>
    public static Task CreateByPhones(this NpgsqlTransaction tx, IReadOnlyCollection<string> phones) =>
        tx.Connection!.ExecuteAsync("""
            with claimed as (
                insert into identifier (kind, value, person_id)
                select 'phone', phone, nextval(pg_get_serial_sequence('person', 'id'))
                  from (select unnest(@phones) as phone order by 1) as sorted
                on conflict (kind, value) do nothing
                returning person_id
            )
            insert into person (id, email, state) select person_id, '', '' from claimed
            """, new { phones = phones.Order(StringComparer.Ordinal).ToArray() }, tx);

    /// <summary>Takes numbers for persons where nobody has them yet.</summary>
    public static Task ClaimPhones(this NpgsqlTransaction tx, IReadOnlyCollection<(string Phone, long Person)> claims) =>
        tx.Connection!.ExecuteAsync("""
            insert into identifier (kind, value, person_id)
            select 'phone', c.phone, c.person from unnest(@phones, @persons) as c(phone, person) order by c.phone
            on conflict (kind, value) do nothing
            """,
            new { phones = claims.Select(claim => claim.Phone).ToArray(), persons = claims.Select(claim => claim.Person).ToArray() }, tx);

    /// <summary>Those of the numbers that two different persons were found to have: they tell nobody apart.</summary>
    public static async Task<HashSet<string>> FoundShared(this NpgsqlTransaction tx, IReadOnlyCollection<string> phones) =>
    [
        .. await tx.Connection!.QueryAsync<string>(
            "select address from review where address = any(@phones) and decision = 'different'", new { phones = phones.ToArray() }, tx),
    ];
}
