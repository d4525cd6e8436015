using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Writer.Work;

/// <summary>Statements that say what is due, and what is done already.</summary>
internal static class DueSql
{
    /// <summary>The work that is due first, without the persons that a call is under way for, and without what goes to modules that
    /// wait: by their name, or where the record is not known yet by the routes that create there. Nothing of stopped routes. What rests of
    /// the same persons goes along. Of held persons, whose import is under way, only what is urgent and what is free of it.</summary>
    /// <remarks>Not in: as a plan that is kept, the server compares <c>&lt;&gt; all</c> one by one, and hundreds may be under way.</remarks>
    public static async Task<List<PendingWork>> Due(
        this NpgsqlDataSource dataSource, string connection, long[] busy, int limit, string[]? pausedModules = null,
        string[]? pausedRoutes = null, string[]? stoppedRoutes = null,
        WritePriority? only = null, WritePriority last = WritePriority.Backfill, long[]? held = null, long[]? free = null)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return (await db.QueryAsync<PendingWork>($"""
            with due as (
                select * from pending_work
                 where connection = @connection and settled_at is null and due_at <= now()
                   and person_id not in (select unnest(@busy))
                   and (module is null or module <> all(@pausedModules)) and (module is not null or route <> all(@pausedRoutes))
                   and route <> all(@stoppedRoutes) and priority = coalesce(@only, priority) and priority <= @last
                   and (person_id not in (select unnest(@held)) or priority <= @urgent or id = any(@free))
                 order by priority, id limit @limit
            )
            select {WorkSql.Columns} from due
             union all
            select {WorkSql.Columns} from pending_work
             where connection = @connection and settled_at is null and rest_until is not null and due_at > now()
               and person_id = any(array(select person_id from due)) and person_id not in (select unnest(@held))
               and route <> all(@stoppedRoutes)
             order by priority, id
            """, new
            {
                connection, busy, limit, pausedModules = pausedModules ?? [], pausedRoutes = pausedRoutes ?? [],
                stoppedRoutes = stoppedRoutes ?? [], only = (int?)only, last = (int)last,
                held = held ?? [], free = free ?? [], urgent = (int)WritePriority.Handoff,
            })).AsList();
    }

    /// <summary>The newest that the target has of each person, and whatever else is newer than the version beside it; newest first.</summary>
    /// <param name="persons">Each once.</param>
    public static async Task<ILookup<long, WrittenVersion>> Written(
        this NpgsqlDataSource dataSource, string connection, long[] persons, long[] versions)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        var written = await db.QueryAsync<WrittenVersion>("""
            select p.id as personId, w.version, w.module, w.record_id as recordId, w.fields
              from unnest(@persons, @versions) as p(id, version)
             cross join lateral (
                   (select version, module, record_id, fields from pending_work
                     where person_id = p.id and connection = @connection and settled_at is not null and outcome not like 'dead-lettered%'
                     order by version desc limit 1)
                   union
                   select version, module, record_id, fields from pending_work
                    where person_id = p.id and connection = @connection and settled_at is not null and outcome not like 'dead-lettered%'
                      and version > p.version) as w
             order by w.version desc
            """, new { connection, persons, versions });
        return written.ToLookup(row => row.PersonId);
    }

    /// <summary>Seconds until the next work comes due; null if there is none.</summary>
    public static async Task<double?> NextDue(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<double?>("""
            select extract(epoch from min(due_at) - now())::float8 from pending_work where connection = @connection and settled_at is null
            """, new { connection });
    }

    /// <summary>Makes due what was put off for longer than that.</summary>
    public static async Task Hasten(this NpgsqlDataSource dataSource, string connection, TimeSpan wait)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        await db.ExecuteAsync("""
            update pending_work set due_at = now()
             where connection = @connection and settled_at is null and due_at > now() + make_interval(secs => @seconds)
            """, new { connection, seconds = wait.TotalSeconds });
    }

    /// <summary>Records that were made at a connection since that time. Asked once a day, and by whoever takes the lane.</summary>
    public static async Task<int> CreatedSince(this NpgsqlDataSource dataSource, string connection, DateTimeOffset since)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<int>("""
            select count(*) from pending_work
             where connection = @connection and settled_at >= @since and outcome = 'written' and detail like 'created in %'
            """, new { connection, since = since.UtcDateTime });
    }

    /// <summary>Work of each connection that has no outcome yet, and the age of the oldest in seconds.</summary>
    public static async Task<IEnumerable<Backlog>> Backlogs(this NpgsqlDataSource dataSource)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QueryAsync<Backlog>("""
            select connection, count(*) as pending, extract(epoch from now() - min(received_at))::float8 as oldestSeconds
              from pending_work where settled_at is null group by connection
            """);
    }
}

/// <summary>How much waits for a connection.</summary>
internal sealed record Backlog(string Connection, long Pending, double OldestSeconds);
