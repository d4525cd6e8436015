using Dapper;
using Npgsql;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Statements on persons, identifiers and links. All take lists: an envelope costs the same few round trips as one change.</summary>
/// <remarks>Lists are looked up one by one (<c>lateral … limit 1</c>): a plan kept from when the table was small would read all of it.</remarks>
internal static class IdentitySql
{
    public static async Task<Dictionary<LinkKey, long>> FindByLinks(this NpgsqlTransaction tx, IReadOnlyCollection<LinkKey> links)
    {
        var found = await tx.Connection!.QueryAsync<LinkRow>("""
            select k.connection, k.module, k.record_id as recordId, l.person_id as personId
              from unnest(@connections, @modules, @ids) as k(connection, module, record_id)
             cross join lateral (
                   select person_id from link
                    where connection = k.connection and module = k.module and record_id = k.record_id limit 1) as l
            """,
            new
            {
                connections = links.Select(link => link.Connection).ToArray(),
                modules = links.Select(link => link.Module).ToArray(),
                ids = links.Select(link => link.RecordId).ToArray(),
            }, tx);
        return found.ToDictionary(row => new LinkKey(row.Connection, row.Module, row.RecordId), row => row.PersonId);
    }

    public static async Task<Dictionary<string, long>> FindByEmails(this NpgsqlTransaction tx, IReadOnlyCollection<string> emails)
    {
        var found = await tx.Connection!.QueryAsync<(string Value, long PersonId)>("""
            select e.value, i.person_id
              from unnest(@emails) as e(value)
             cross join lateral (select person_id from identifier where kind = 'email' and value = e.value limit 1) as i
            """, new { emails = emails.ToArray() }, tx);
        return found.ToDictionary(row => row.Value, row => row.PersonId);
    }

    /// <summary>Creates persons for addresses that nobody has. Waits for whoever is just creating one of them, and leaves it to him:
    /// such an address is not in the answer.</summary>
    public static async Task<Dictionary<string, long>> CreateByEmails(this NpgsqlTransaction tx, IReadOnlyCollection<string> emails)
    {
        var created = await tx.Connection!.QueryAsync<(long Id, string Email)>("""
            with claimed as (
                insert into identifier (kind, value, person_id)
                select 'email', email, nextval(pg_get_serial_sequence('person', 'id'))
                  from (select unnest(@emails) as email order by 1) as sorted
                on conflict (kind, value) do nothing
                returning value, person_id
            )
            insert into person (id, email, state) select person_id, value, '' from claimed returning id, email
            """, new { emails = emails.Order(StringComparer.Ordinal).ToArray() }, tx);
        return created.ToDictionary(person => person.Email, person => person.Id);
    }

    /// <summary>Reads persons and keeps them to this transaction, always in the same order, so that two never wait for each other.</summary>
    public static async Task<Dictionary<long, PersonRow>> Lock(this NpgsqlTransaction tx, IReadOnlyCollection<long> ids)
    {
        var rows = await tx.Connection!.QueryAsync<PersonRow>(
            "select id, email, state, version from person where id = any(@ids) order by id for update", new { ids = ids.ToArray() }, tx);
        return rows.ToDictionary(row => row.Id);
    }

    public static Task Save(this NpgsqlTransaction tx, IReadOnlyCollection<PersonRow> persons) =>
        tx.Connection!.ExecuteAsync("""
            update person set state = (@states)[array_position(@ids, id)], version = (@versions)[array_position(@ids, id)]
             where id = any(@ids)
            """,
            new
            {
                ids = persons.Select(row => row.Id).ToArray(),
                states = persons.Select(row => row.State).ToArray(),
                versions = persons.Select(row => row.Version).ToArray(),
            }, tx);

    /// <summary>Links records to persons; a record that is linked stays with its person.</summary>
    public static Task Link(this NpgsqlTransaction tx, IReadOnlyCollection<LinkRow> links) => links.Count == 0
        ? Task.CompletedTask
        : tx.Connection!.ExecuteAsync("""
            insert into link (connection, module, record_id, person_id)
            select * from unnest(@connections, @modules, @ids, @persons) as l(connection, module, record_id, person_id)
             order by connection, module, record_id
            on conflict do nothing
            """,
            new
            {
                connections = links.Select(link => link.Connection).ToArray(),
                modules = links.Select(link => link.Module).ToArray(),
                ids = links.Select(link => link.RecordId).ToArray(),
                persons = links.Select(link => link.PersonId).ToArray(),
            }, tx);

    /// <summary>The records that persons have, newest link first.</summary>
    public static async Task<ILookup<long, LinkRow>> LinksOf(this NpgsqlTransaction tx, IReadOnlyCollection<long> persons)
    {
        var rows = await tx.Connection!.QueryAsync<LinkRow>("""
            select connection, module, record_id as recordId, person_id as personId
              from link where person_id = any(@persons) order by since desc
            """, new { persons = persons.ToArray() }, tx);
        return rows.ToLookup(row => row.PersonId);
    }
}

/// <summary>A record at a vendor.</summary>
internal readonly record struct LinkKey(string Connection, string Module, string RecordId);

internal sealed record LinkRow(string Connection, string Module, string RecordId, long PersonId);

/// <summary>A person as stored; <c>State</c> is empty for one who was just created, <c>Version</c> counts the decisions.</summary>
internal sealed record PersonRow(long Id, string Email, string State, long Version = 0)
{
    public PersonState ReadState() => State.Length == 0 ? PersonState.Empty : PersonState.FromJson(State);
}
