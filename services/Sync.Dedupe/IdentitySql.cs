using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Statements on persons, identifiers and links. All take lists: an envelope costs the same few round trips as one change.</summary>
/// <remarks>Lists are looked up one by one (<c>lateral … limit 1</c>): a plan kept from when the table was small would read all of it.</remarks>
internal static class IdentitySql
{
    public static async Task<Dictionary<LinkKey, LinkRow>> FindByLinks(this NpgsqlTransaction tx, IReadOnlyCollection<LinkKey> links)
    {
        var found = await tx.Connection!.QueryAsync<LinkRow>("""
            select k.connection, k.module, k.record_id as recordId, l.person_id as personId, l.email, l.rank,
                   l.superseded_at is not null as isSuperseded,
                   exists (select from review r
                            where r.connection = k.connection and r.module = k.module and r.record_id = k.record_id and r.closed_at is null)
                   as isClaiming
              from unnest(@connections, @modules, @ids) as k(connection, module, record_id)
             cross join lateral (
                   select person_id, email, rank, superseded_at from link
                    where connection = k.connection and module = k.module and record_id = k.record_id limit 1) as l
            """,
            new
            {
                connections = links.Select(link => link.Connection).ToArray(),
                modules = links.Select(link => link.Module).ToArray(),
                ids = links.Select(link => link.RecordId).ToArray(),
            }, tx);
        return found.ToDictionary(row => new LinkKey(row.Connection, row.Module, row.RecordId));
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

    /// <summary>Asks for nobody, as an envelope without items does that comes at the start: the first person then finds prepared what would be
    /// left out for nobody.</summary>
    public static async Task WalkThrough(this NpgsqlTransaction tx)
    {
        await tx.FindByEmails([]);
        await tx.CreateByEmails([]);
    }

    /// <summary>Takes addresses for persons where nobody has them yet.</summary>
    public static Task Claim(this NpgsqlTransaction tx, IReadOnlyCollection<(string Email, long PersonId)> claims) =>
        tx.Connection!.ExecuteAsync("""
            insert into identifier (kind, value, person_id, valid_to)
            select 'email', c.email, c.person, now() from unnest(@emails, @persons) as c(email, person) order by c.email
            on conflict (kind, value) do nothing
            """,
            new { emails = claims.Select(claim => claim.Email).ToArray(), persons = claims.Select(claim => claim.PersonId).ToArray() }, tx);

    /// <summary>Notes which of a person's addresses is the current one.</summary>
    public static Task SetCurrent(this NpgsqlTransaction tx, IReadOnlyCollection<PersonRow> persons) =>
        tx.Connection!.ExecuteAsync("""
            update identifier i
               set valid_to = case when i.value = p.email then null else coalesce(i.valid_to, now()) end
              from unnest(@ids, @emails) as p(id, email)
             where i.person_id = p.id and i.kind = 'email'
            """, new { ids = persons.Select(person => person.Id).ToArray(), emails = persons.Select(person => person.Email).ToArray() }, tx);

    /// <summary>Reads persons and keeps them to this transaction, always in the same order, so that two never wait for each other.</summary>
    public static async Task<Dictionary<long, PersonRow>> Lock(this NpgsqlTransaction tx, IReadOnlyCollection<long> ids)
    {
        var rows = await tx.Connection!.QueryAsync<PersonRow>(
            "select id, email, state, version, merged_into as mergedInto from person where id = any(@ids) order by id for update", new { ids = ids.ToArray() }, tx);
        return rows.ToDictionary(row => row.Id);
    }

    public static Task Save(this NpgsqlTransaction tx, IReadOnlyCollection<PersonRow> persons) =>
        tx.Connection!.ExecuteAsync("""
            update person
               set state = (@states)[array_position(@ids, id)], version = (@versions)[array_position(@ids, id)],
                   email = (@emails)[array_position(@ids, id)]
             where id = any(@ids)
            """,
            new
            {
                ids = persons.Select(row => row.Id).ToArray(),
                emails = persons.Select(row => row.Email).ToArray(),
                states = persons.Select(row => row.State).ToArray(),
                versions = persons.Select(row => row.Version).ToArray(),
            }, tx);

    /// <summary>Links records to persons; a record that is linked stays with its person, and only the address that it says is noted.</summary>
    public static Task Link(this NpgsqlTransaction tx, IReadOnlyCollection<LinkRow> links) => links.Count == 0
        ? Task.CompletedTask
        : tx.Connection!.ExecuteAsync("""
            insert into link as held (connection, module, record_id, person_id, email, rank)
            select * from unnest(@connections, @modules, @ids, @persons, @emails, @ranks)
                   as l(connection, module, record_id, person_id, email, rank)
             order by connection, module, record_id
            on conflict (connection, module, record_id) do update
               set email = coalesce(excluded.email, held.email), rank = greatest(held.rank, excluded.rank)
             where held.email is distinct from coalesce(excluded.email, held.email) or held.rank < excluded.rank
            """,
            new
            {
                connections = links.Select(link => link.Connection).ToArray(),
                modules = links.Select(link => link.Module).ToArray(),
                ids = links.Select(link => link.RecordId).ToArray(),
                persons = links.Select(link => link.PersonId).ToArray(),
                emails = links.Select(link => link.Email).ToArray(),
                ranks = links.Select(link => link.Rank).ToArray(),
            }, tx);

    /// <summary>Ends links of records that are gone, and keeps that they were.</summary>
    public static Task Unlink(this NpgsqlTransaction tx, IReadOnlyCollection<LinkRow> links, string reason) => links.Count == 0
        ? Task.CompletedTask
        : tx.Connection!.ExecuteAsync("""
            with ended as (
                delete from link l
                 using unnest(@connections, @modules, @ids) as g(connection, module, record_id)
                 where l.connection = g.connection and l.module = g.module and l.record_id = g.record_id
                returning l.connection, l.module, l.record_id, l.person_id, l.since
            )
            insert into link_history (connection, module, record_id, person_id, since, reason)
            select connection, module, record_id, person_id, since, @reason from ended
            """,
            new
            {
                connections = links.Select(link => link.Connection).ToArray(),
                modules = links.Select(link => link.Module).ToArray(),
                ids = links.Select(link => link.RecordId).ToArray(),
                reason,
            }, tx);

    /// <summary>The records that persons have: superseded ones last, in the best module first, of those the newest link.</summary>
    public static async Task<ILookup<long, LinkRow>> LinksOf(this NpgsqlTransaction tx, IReadOnlyCollection<long> persons)
    {
        var rows = await tx.Connection!.QueryAsync<LinkRow>("""
            select connection, module, record_id as recordId, person_id as personId, email, rank, superseded_at is not null as isSuperseded,
                   false as isClaiming
              from link where person_id = any(@persons) order by superseded_at is not null, rank, since desc
            """, new { persons = persons.ToArray() }, tx);
        return rows.ToLookup(row => row.PersonId);
    }
}

/// <summary>A record at a vendor.</summary>
internal readonly record struct LinkKey(string Connection, string Module, string RecordId);

/// <param name="Email">Address that the record said last; null if it never said one.</param>
/// <param name="Rank">How many modules of the connection know a person better, as far as the record's changes told.</param>
/// <param name="IsClaiming">It says an address that somebody else has, and a review of it is open. Known only where it was looked up by id.</param>
/// <param name="IsSuperseded">The person has another record in that module, since two persons were joined: only that one is written to.</param>
internal sealed record LinkRow(
    string Connection, string Module, string RecordId, long PersonId, string? Email = null, int Rank = 0, bool IsSuperseded = false,
    bool IsClaiming = false)
{
    /// <summary>The name of what is known of it where it is superseded.</summary>
    public string Behind => RecordBehind.Name(Connection, Module, RecordId);

    public LinkKey Key => new(Connection, Module, RecordId);

    public bool Is(PersonChange change) => Key == PersonResolution.LinkOf(change);
}

/// <summary>An address that a person's record says, and that somebody else has.</summary>
/// <param name="Word">What the change's outcome says of it.</param>
internal sealed record ContestedAddress(string Address, long Owner, LinkRow Link, long Delivery, string Word = Outcomes.Review);

/// <summary>A person as stored; <c>State</c> is empty for one who was just created, <c>Version</c> counts the decisions.</summary>
/// <param name="MergedInto">The person that he was found to be; his state is how he was known before.</param>
internal sealed record PersonRow(long Id, string Email, string State, long Version = 0, long? MergedInto = null)
{
    public PersonState ReadState() => State.Length == 0 ? PersonState.Empty : PersonState.FromJson(State);
}
