using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Writer.Operations;

/// <summary>Statements on pending operations.</summary>
internal static class OperationSql
{
    private const string Columns = """
        id, key, connection, person_id as personId, email, module, record_id as recordId, mark, request, priority, delivery_id as deliveryId,
        received_at as receivedAt, policy_version as policyVersion, trace, tries, calls, outcome, code, detail, made_module as madeModule,
        made_id as madeId, settled_at as settledAt
        """;

    /// <summary>Takes requests in, each key once.</summary>
    public static Task AcceptOperations(this NpgsqlTransaction tx, IReadOnlyList<OperationRequest> requests) =>
        tx.Connection!.ExecuteAsync("""
            insert into pending_operation (key, connection, person_id, email, module, record_id, mark, request, priority, delivery_id,
                                           received_at, policy_version, trace)
            select * from unnest(@keys, @connections, @persons, @emails, @modules, @records, @marks, @requests, @priorities, @deliveries,
                                 @received, @versions, @traces)
            on conflict (key) do nothing
            """,
            new
            {
                keys = requests.Select(request => request.Key).ToArray(),
                connections = requests.Select(request => request.Target).ToArray(),
                persons = requests.Select(request => request.PersonId).ToArray(),
                emails = requests.Select(request => request.Email).ToArray(),
                modules = requests.Select(request => request.Module).ToArray(),
                records = requests.Select(request => request.RecordId).ToArray(),
                marks = requests.Select(request => request.Mark).ToArray(),
                requests = requests.Select(request => JsonSerializer.Serialize(request, OutboxJson.Options)).ToArray(),
                priorities = requests.Select(request => (int)request.Priority).ToArray(),
                deliveries = requests.Select(request => request.DeliveryId).ToArray(),
                received = requests.Select(request => request.ReceivedAt.UtcDateTime).ToArray(),
                versions = requests.Select(request => request.PolicyVersion).ToArray(),
                traces = requests.Select(request => request.Trace).ToArray(),
            }, tx);

    /// <summary>What is written of these persons goes first now: an operation waits for it.</summary>
    public static Task Hurry(this NpgsqlTransaction tx, IReadOnlyList<OperationRequest> requests) =>
        tx.Connection!.ExecuteAsync("""
            update pending_work w
               set priority = r.priority, due_at = case when w.rest_until is null then w.due_at else least(w.due_at, now()) end
              from unnest(@persons, @connections, @priorities) as r(person_id, connection, priority)
             where w.person_id = r.person_id and w.connection = r.connection and w.priority > r.priority
               and w.id in (select p.id from pending_work p
                             where p.person_id = any(@persons) and p.settled_at is null order by p.id for update)
            """,
            new
            {
                persons = requests.Select(request => request.PersonId).ToArray(),
                connections = requests.Select(request => request.Target).ToArray(),
                priorities = requests.Select(request => (int)request.Priority).ToArray(),
            }, tx);

    /// <summary>Operations of these keys that have their end already.</summary>
    public static Task<IEnumerable<PendingOperation>> EndedOperations(this NpgsqlTransaction tx, IEnumerable<string> keys) =>
        tx.Connection!.QueryAsync<PendingOperation>(
            $"select {Columns} from pending_operation where key = any(@keys) and settled_at is not null", new { keys = keys.ToArray() }, tx);

    /// <summary>What is due first, without those that are under way, and without persons of whom something is still to be written: what
    /// is to be done for them needs their record.</summary>
    public static async Task<List<PendingOperation>> DueOperations(this NpgsqlDataSource dataSource, string connection, long[] busy, int limit)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return (await db.QueryAsync<PendingOperation>($"""
            select {Columns} from pending_operation o
             where connection = @connection and settled_at is null and due_at <= now() and id not in (select unnest(@busy))
               and not exists (select 1 from pending_work w
                                where w.person_id = o.person_id and w.connection = o.connection and w.settled_at is null)
             order by priority, id limit @limit
            """, new { connection, busy, limit })).AsList();
    }

    /// <summary>Which of these persons we have told a target of that they want no more mail, or are about to, and of none since that they want
    /// it again.</summary>
    /// <param name="names">Our names of opt-outs.</param>
    public static async Task<HashSet<long>> OptedOut(this NpgsqlDataSource dataSource, long[] persons, IEnumerable<string> names)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return [.. await db.QueryAsync<long>("""
            select distinct person_id from (
                   select distinct on (person_id, name) person_id, fields::jsonb ->> name as said
                     from pending_work cross join unnest(@names) as name
                    where person_id = any(@persons) and jsonb_exists(fields::jsonb, name)
                    order by person_id, name, version desc, id desc) as latest
             where said = 'true'
            """, new { persons, names = names.ToArray() })];
    }

    /// <summary>Seconds until the next operation comes due; null if there is none.</summary>
    public static async Task<double?> NextOperation(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<double?>("""
            select extract(epoch from min(due_at) - now())::float8 from pending_operation where connection = @connection and settled_at is null
            """, new { connection });
    }

    /// <summary>Notes that these are about to be sent.</summary>
    public static async Task BeginCall(this NpgsqlDataSource dataSource, IReadOnlyCollection<PendingOperation> operations)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        await db.ExecuteAsync(
            "update pending_operation set calls = calls + 1 where id = any(@ids)", new { ids = operations.Select(each => each.Id).ToArray() });
    }

    public static Task Settle(this NpgsqlTransaction tx, IReadOnlyCollection<PendingOperation> settled, DateTimeOffset at) =>
        tx.Connection!.ExecuteAsync("""
            update pending_operation o
               set settled_at = @at, outcome = s.outcome, code = s.code, detail = s.detail, made_module = s.module, made_id = s.record
              from unnest(@ids, @outcomes, @codes, @details, @modules, @records) as s(id, outcome, code, detail, module, record)
             where o.id = s.id and o.settled_at is null
            """,
            new
            {
                at = at.UtcDateTime,
                ids = settled.Select(each => each.Id).ToArray(),
                outcomes = settled.Select(each => each.Outcome).ToArray(),
                codes = settled.Select(each => each.Code).ToArray(),
                details = settled.Select(each => each.Detail).ToArray(),
                modules = settled.Select(each => each.MadeModule).ToArray(),
                records = settled.Select(each => each.MadeId).ToArray(),
            }, tx);

    /// <summary>Leaves operations for later.</summary>
    public static Task PutBack(this NpgsqlTransaction tx, IReadOnlyCollection<OperationEnd.Again> again) =>
        tx.Connection!.ExecuteAsync("""
            update pending_operation o
               set module = a.module, record_id = a.record, tries = o.tries + a.tries, due_at = now() + make_interval(secs => a.wait)
              from unnest(@ids, @modules, @records, @tries, @waits) as a(id, module, record, tries, wait)
             where o.id = a.id
            """,
            new
            {
                ids = again.Select(each => each.Operation.Id).ToArray(),
                modules = again.Select(each => each.Module).ToArray(),
                records = again.Select(each => each.RecordId).ToArray(),
                tries = again.Select(each => each.CountsAsTry ? 1 : 0).ToArray(),
                waits = again.Select(each => each.Wait.TotalSeconds).ToArray(),
            }, tx);
}
