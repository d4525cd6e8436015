using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Writer.Work;

namespace Sync.Writer.Reads;

/// <summary>Statements on pending reads.</summary>
internal static class ReadSql
{
    private const string Columns = """
        id, key, connection, kind, module, record_id as recordId, delivery_id as deliveryId, replay, hinted_at as hintedAt,
        received_at as receivedAt, trace, tries, outcome, detail, email, changed_at as changedAt, fields, seen
        """;

    /// <summary>Takes requests in, each key once. A record that has just been read rests first: what else is told of it meanwhile needs
    /// one more read and no more.</summary>
    public static Task AcceptReads(this NpgsqlTransaction tx, IReadOnlyList<ReadRequest> requests, TimeSpan rest) =>
        tx.Connection!.ExecuteAsync("""
            insert into pending_read (key, connection, kind, module, record_id, delivery_id, replay, hinted_at, received_at, trace, due_at)
            select r.*, greatest(now(), make_interval(secs => @rest) + (
                   select max(p.settled_at) from pending_read p
                    where p.connection = r.connection and p.module = r.module and p.record_id = r.record_id))
              from unnest(@keys, @connections, @kinds, @modules, @records, @deliveries, @replays, @hinted, @received, @traces)
                   as r(key, connection, kind, module, record_id, delivery_id, replay, hinted_at, received_at, trace)
             order by r.key
            on conflict (key) do nothing
            """,
            new
            {
                rest = rest.TotalSeconds,
                keys = requests.Select(request => request.Key).ToArray(),
                connections = requests.Select(request => request.Connection).ToArray(),
                kinds = requests.Select(request => request.Kind).ToArray(),
                modules = requests.Select(request => request.Module).ToArray(),
                records = requests.Select(request => request.RecordId).ToArray(),
                deliveries = requests.Select(request => request.DeliveryId).ToArray(),
                replays = requests.Select(request => request.Replay).ToArray(),
                hinted = requests.Select(request => request.HintedAt.UtcDateTime).ToArray(),
                received = requests.Select(request => request.ReceivedAt.UtcDateTime).ToArray(),
                traces = requests.Select(request => request.Trace).ToArray(),
            }, tx);

    /// <summary>Reads of these keys that have their end already.</summary>
    public static Task<IEnumerable<PendingRead>> EndedReads(this NpgsqlTransaction tx, IEnumerable<string> keys) =>
        tx.Connection!.QueryAsync<PendingRead>(
            $"select {Columns} from pending_read where key = any(@keys) and settled_at is not null", new { keys = keys.ToArray() }, tx);

    /// <summary>The reads that are due first, replays last, without the records that a call is under way for.</summary>
    public static async Task<IReadOnlyList<PendingRead>> DueReads(
        this NpgsqlDataSource dataSource, string connection, string[] pausedModules, string[] busyIds, int limit)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return [.. await db.QueryAsync<PendingRead>($"""
            select {Columns} from pending_read
             where connection = @connection and settled_at is null and due_at <= now()
               and module <> all(@pausedModules) and record_id not in (select unnest(@busyIds))
             order by replay > 0, id limit @limit
            """, new { connection, pausedModules, busyIds, limit })];
    }

    /// <summary>Seconds until the next read comes due; null if there is none.</summary>
    public static async Task<double?> NextRead(this NpgsqlDataSource dataSource, string connection, string[] pausedModules)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<double?>("""
            select extract(epoch from min(due_at) - now())::float8 from pending_read
             where connection = @connection and settled_at is null and module <> all(@pausedModules)
            """, new { connection, pausedModules });
    }

    /// <remarks>Asks for the outcome, not for the time: that would offer the index of due reads.</remarks>
    public static Task SettleReads(this NpgsqlTransaction tx, IReadOnlyList<SettledRead> settled) =>
        tx.Connection!.ExecuteAsync("""
            update pending_read
               set settled_at = now(), outcome = (@outcomes)[array_position(@ids, id)], detail = (@details)[array_position(@ids, id)],
                   hinted_at = (@hinted)[array_position(@ids, id)], email = (@emails)[array_position(@ids, id)],
                   changed_at = (@changed)[array_position(@ids, id)], fields = (@fields)[array_position(@ids, id)],
                   seen = (@seen)[array_position(@ids, id)]
             where id = any(@ids) and outcome is null
            """,
            new
            {
                ids = settled.Select(read => read.Read.Id).ToArray(),
                outcomes = settled.Select(read => read.Outcome).ToArray(),
                details = settled.Select(read => read.Detail).ToArray(),
                hinted = settled.Select(read => read.Read.HintedAt.UtcDateTime).ToArray(),
                emails = settled.Select(read => read.Read.Email).ToArray(),
                // As offsets: of an array of DateTime whose first is null, Npgsql makes one without time zone.
                changed = settled.Select(read => read.Read.ChangedAt?.ToUniversalTime()).ToArray(),
                fields = settled.Select(read => read.Read.Fields).ToArray(),
                seen = settled.Select(read => read.Read.Seen).ToArray(),
            }, tx);

    /// <summary>Leaves reads for a little later; each counts one try.</summary>
    public static Task PutBackReads(this NpgsqlTransaction tx, IReadOnlyList<PendingRead> reads) =>
        reads.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update pending_read set tries = tries + 1, due_at = now() + make_interval(secs => 0.2 * (tries + 1)) where id = any(@ids)
            """, new { ids = reads.Select(read => read.Id).ToArray() }, tx);

    /// <summary>Leaves reads for a moment; no try is counted.</summary>
    public static Task Postpone(this NpgsqlTransaction tx, IReadOnlyList<PendingRead> reads) =>
        reads.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync(
            "update pending_read set due_at = now() + interval '100 milliseconds' where id = any(@ids)",
            new { ids = reads.Select(read => read.Id).ToArray() }, tx);

    /// <summary>Reads of each connection that have no end yet, and the age of the oldest in seconds.</summary>
    public static async Task<IEnumerable<Backlog>> ReadBacklogs(this NpgsqlDataSource dataSource)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QueryAsync<Backlog>("""
            select connection, count(*) as pending, extract(epoch from now() - min(received_at))::float8 as oldestSeconds
              from pending_read where settled_at is null group by connection
            """);
    }
}
