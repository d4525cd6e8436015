using Npgsql;

namespace Sync.Benchmarks.Stack;

/// <summary>The persons that are known, from outside.</summary>
internal static class IdentitySql
{
    private const int Portion = 200_000;

    /// <summary>Makes persons known, each with an address, a record on each side and four fields.</summary>
    public static async Task Know(this NpgsqlDataSource database, int persons, Action<int> progress, CancellationToken ct)
    {
        for (var known = 0; known < persons; known += Portion)
        {
            await using var command = database.CreateCommand("""
                with made as (
                    insert into identity.person (email, state, version)
                    select 'known' || n || '@example.test',
                           '{"f":{' || string_agg(format('"%s":{"a":"%s %s","t":"2026-01-01T00:00:00+00:00","b":"marketing","n":%s,"s":{"marketing":{"v":"%s %s","t":"2026-01-01T00:00:00+00:00","n":%s}}}',
                               field, field, n, n, field, n, n), ',') || '}}', 1
                      from generate_series($1 + 1, $1 + $2) as n
                     cross join unnest(array['email', 'first_name', 'last_name', 'phone']) as field
                     group by n
                    returning id, email
                ), addressed as (
                    insert into identity.identifier (kind, value, person_id) select 'email', email, id from made
                )
                insert into identity.link (connection, module, record_id, person_id)
                select l.connection, l.module, l.prefix || id, id from made
                 cross join (values ('marketing', 'contacts', 'k'), ('sales', 'Leads', '55501')) as l(connection, module, prefix)
                """);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = known });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Min(Portion, persons - known) });
            await command.ExecuteNonQueryAsync(ct);
            progress(Math.Min(known + Portion, persons));
        }

        await using var settle = database.CreateCommand("vacuum analyze identity.person, identity.identifier, identity.link");
        await settle.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many of these records of marketing are somebody's.</summary>
    public static async Task<long> Linked(this NpgsqlDataSource database, string[] records, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select count(*) from unnest($1) as r(id)
             where exists (select from identity.link where connection = 'marketing' and module = 'contacts' and record_id = r.id)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = records });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
