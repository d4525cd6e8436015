using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Writer.Work;

/// <summary>Statements on pending work.</summary>
internal static class WorkSql
{
    private const string Columns = """
        id, key, connection, route, person_id as personId, email, module, record_id as recordId, fields, whole, priority,
        former_emails as formerEmails, delivery_id as deliveryId, changed_at as changedAt, received_at as receivedAt, version, policy_version as policyVersion, trace,
        tries, verify, outcome, detail
        """;

    /// <summary>Takes requests in, each key once, and says which keys are new, and which of those rest.</summary>
    public static async Task<Accepted> Accept(this NpgsqlTransaction tx, IReadOnlyList<WriteRequest> requests, Rest rest)
    {
        var rows = (await tx.Connection!.QueryAsync<(string Key, bool Rests)>("""
            insert into pending_work (key, connection, route, person_id, email, module, record_id, fields, whole, priority,
                                      delivery_id, changed_at, received_at, version, policy_version, trace, former_emails, rest_until, due_at)
            select r.*, close.until,
                   case when close.until is null then now() else least(now() + make_interval(secs => @quiet), close.until) end
              from unnest(@keys, @connections, @routes, @persons, @emails, @modules, @records, @fields, @wholes, @priorities,
                          @deliveries, @changed, @received, @decisions, @versions, @traces, @formers)
                   as r(key, connection, route, person_id, email, module, record_id, fields, whole, priority,
                        delivery_id, changed_at, received_at, version, policy_version, trace, former_emails)
              left join lateral (
                   select coalesce(min(p.rest_until) filter (where p.settled_at is null), now() + make_interval(secs => @longest)) as until
                     from pending_work p
                    where p.person_id = r.person_id and p.connection = r.connection
                      and (p.settled_at is null or p.settled_at > now() - make_interval(secs => @quiet))
                   having count(*) > 0) as close on r.priority >= @live and @quiet > 0
            on conflict (key) do nothing
            returning key, rest_until is not null
            """, Arguments(requests, rest), tx)).AsList();
        return new Accepted([.. rows.Select(row => row.Key)], [.. rows.Where(row => row.Rests).Select(row => row.Key)]);
    }

    /// <summary>What rests of the same persons rests on: another change has come. What somebody else has in hand is left to him: he moves it
    /// too, or ends it, and two who wait for each other crosswise would wait for ever.</summary>
    public static Task RestOn(this NpgsqlTransaction tx, IReadOnlyList<WriteRequest> following, Rest rest) =>
        following.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update pending_work set due_at = least(now() + make_interval(secs => @quiet), rest_until)
             where id in (select id from pending_work
                           where settled_at is null and due_at > now() and rest_until is not null
                             and person_id = any(@persons) and connection = any(@connections) for update skip locked)
            """,
            new
            {
                quiet = rest.Quiet.TotalSeconds, persons = following.Select(request => request.PersonId).Distinct().ToArray(),
                connections = following.Select(request => request.Target).Distinct().ToArray(),
            }, tx);

    /// <summary>Work of these keys that has its outcome already.</summary>
    public static Task<IEnumerable<PendingWork>> Settled(this NpgsqlTransaction tx, IEnumerable<string> keys) =>
        tx.Connection!.QueryAsync<PendingWork>(
            $"select {Columns} from pending_work where key = any(@keys) and settled_at is not null", new { keys = keys.ToArray() }, tx);

    /// <summary>Tells every instance that connections have something to do.</summary>
    public static Task Announce(this NpgsqlTransaction tx, IEnumerable<string> connections, News news) =>
        tx.Connection!.ExecuteAsync(
            "select pg_notify('writer_work', notice) from unnest(@notices) as notice",
            new { notices = connections.Select(connection => WorkSignal.Notice(connection, news)).ToArray() }, tx);

    /// <summary>The work that is due first, without the persons that a call is under way for, and without what goes to modules that
    /// wait: by their name, or where the record is not known yet by the routes that create there. Nothing of stopped routes. What rests of
    /// the same persons goes along.</summary>
    public static async Task<List<PendingWork>> Due(
        this NpgsqlDataSource dataSource, string connection, long[] busy, int limit, string[]? pausedModules = null,
        string[]? pausedRoutes = null, string[]? stoppedRoutes = null,
        WritePriority? only = null, WritePriority last = WritePriority.Backfill)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return (await db.QueryAsync<PendingWork>($"""
            with due as (
                select * from pending_work
                 where connection = @connection and settled_at is null and due_at <= now() and person_id <> all(@busy)
                   and (module is null or module <> all(@pausedModules)) and (module is not null or route <> all(@pausedRoutes))
                   and route <> all(@stoppedRoutes) and priority = coalesce(@only, priority) and priority <= @last
                 order by priority, id limit @limit
            )
            select {Columns} from due
             union all
            select {Columns} from pending_work
             where connection = @connection and settled_at is null and rest_until is not null and due_at > now()
               and person_id = any(array(select person_id from due)) and route <> all(@stoppedRoutes)
             order by priority, id
            """, new
            {
                connection, busy, limit, pausedModules = pausedModules ?? [], pausedRoutes = pausedRoutes ?? [],
                stoppedRoutes = stoppedRoutes ?? [], only = (int?)only, last = (int)last,
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

    /// <remarks>Asks for the outcome, not for the time: that would offer the index of due work, which under load is mostly rows that
    /// have just left it.</remarks>
    /// <param name="at">When it was known, as the other stages are told.</param>
    public static Task Settle(this NpgsqlTransaction tx, IReadOnlyList<SettledWork> settled, DateTimeOffset at) =>
        tx.Connection!.ExecuteAsync("""
            update pending_work
               set settled_at = @at, fields = (@fields)[array_position(@ids, id)], outcome = (@outcomes)[array_position(@ids, id)], detail = (@details)[array_position(@ids, id)],
                   module = (@modules)[array_position(@ids, id)], record_id = (@records)[array_position(@ids, id)]
             where id = any(@ids) and outcome is null
            """,
            new
            {
                at = at.UtcDateTime,
                ids = settled.Select(work => work.Work.Id).ToArray(),
                fields = settled.Select(work => work.Work.Fields).ToArray(),
                outcomes = settled.Select(work => work.Outcome).ToArray(),
                details = settled.Select(work => work.Detail).ToArray(),
                modules = settled.Select(work => work.Module).ToArray(),
                records = settled.Select(work => work.RecordId).ToArray(),
            }, tx);

    /// <summary>Leaves work for later, with what was learnt about its record. It rests no more: what waits for its record to be free must
    /// not go along with the next change.</summary>
    public static Task PutBack(this NpgsqlTransaction tx, IReadOnlyList<PutBackWork> works) =>
        works.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update pending_work
               set module = (@modules)[array_position(@ids, id)], record_id = (@records)[array_position(@ids, id)],
                   verify = (@verifies)[array_position(@ids, id)], tries = tries + (@tries)[array_position(@ids, id)],
                   due_at = now() + make_interval(secs => (@waits)[array_position(@ids, id)]), rest_until = null
             where id = any(@ids)
            """,
            new
            {
                ids = works.Select(work => work.Work.Id).ToArray(),
                modules = works.Select(work => work.Module).ToArray(),
                records = works.Select(work => work.RecordId).ToArray(),
                verifies = works.Select(work => work.Verify).ToArray(),
                tries = works.Select(work => work.CountsAsTry ? 1 : 0).ToArray(),
                waits = works.Select(work => work.Wait.TotalSeconds).ToArray(),
            }, tx);

    /// <summary>Records that were made at a connection since that time. Asked once a day, and by whoever takes the lane.</summary>
    public static async Task<int> CreatedSince(this NpgsqlDataSource dataSource, string connection, DateTimeOffset since)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<int>("""
            select count(*) from pending_work
             where connection = @connection and settled_at >= @since and outcome = 'written' and detail like 'created in %'
            """, new { connection, since = since.UtcDateTime });
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

    /// <summary>Work of each connection that has no outcome yet, and the age of the oldest in seconds.</summary>
    public static async Task<IEnumerable<Backlog>> Backlogs(this NpgsqlDataSource dataSource)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QueryAsync<Backlog>("""
            select connection, count(*) as pending, extract(epoch from now() - min(received_at))::float8 as oldestSeconds
              from pending_work where settled_at is null group by connection
            """);
    }

    /// <summary>Forgets settled work and finished attempts older than this, a portion at a time; says how many rows went.</summary>
    public static async Task<int> Forget(this NpgsqlDataSource dataSource, int days)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteAsync("""
            delete from pending_work where id in (
                   select id from pending_work where settled_at < now() - make_interval(days => @days) limit 5000);
            delete from attempt where id in (
                   select id from attempt where finished_at < now() - make_interval(days => @days) limit 5000)
            """, new { days });
    }

    private static object Arguments(IReadOnlyList<WriteRequest> requests, Rest rest) => new
    {
        quiet = rest.Quiet.TotalSeconds,
        longest = rest.Longest.TotalSeconds,
        live = (int)WritePriority.Live,
        keys = requests.Select(request => request.Key).ToArray(),
        connections = requests.Select(request => request.Target).ToArray(),
        routes = requests.Select(request => request.Route).ToArray(),
        persons = requests.Select(request => request.PersonId).ToArray(),
        emails = requests.Select(request => request.Email).ToArray(),
        modules = requests.Select(request => request.Module).ToArray(),
        records = requests.Select(request => request.RecordId).ToArray(),
        fields = requests.Select(request => WorkJson.Write(request.Fields)).ToArray(),
        wholes = requests.Select(request => request.Whole is null ? null : WorkJson.Write(request.Whole)).ToArray(),
        priorities = requests.Select(request => (int)request.Priority).ToArray(),
        deliveries = requests.Select(request => request.DeliveryId).ToArray(),
        changed = requests.Select(request => request.ChangedAt.UtcDateTime).ToArray(),
        received = requests.Select(request => request.ReceivedAt.UtcDateTime).ToArray(),
        decisions = requests.Select(request => request.Version).ToArray(),
        versions = requests.Select(request => request.PolicyVersion).ToArray(),
        traces = requests.Select(request => request.Trace).ToArray(),
        formers = requests.Select(request => request.FormerEmails is { } former ? string.Join(' ', former) : null).ToArray(),
    };
}

/// <summary>Keys of what was taken in.</summary>
/// <param name="New">They were not known before.</param>
/// <param name="Resting">Those of them that rest first.</param>
internal sealed record Accepted(HashSet<string> New, HashSet<string> Resting);

/// <summary>How much waits for a connection.</summary>
internal sealed record Backlog(string Connection, long Pending, double OldestSeconds);
