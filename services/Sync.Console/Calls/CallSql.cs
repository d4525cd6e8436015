using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Calls;

/// <summary>Statements on what was asked of vendors.</summary>
internal static class CallSql
{
    /// <summary>Keeps each once.</summary>
    public static Task Keep(this NpgsqlTransaction tx, IReadOnlyCollection<CallMade> calls) =>
        tx.Connection!.ExecuteAsync("""
            insert into call (id, connection, purpose, at, calls, records, deliveries)
            values (@Id, @Connection, @Purpose, @at, @calls, @records, @deliveries) on conflict (id) do nothing
            """,
            calls.Select(call => new
            {
                call.Id, call.Connection, call.Purpose, at = call.At.UtcDateTime,
                calls = JsonSerializer.Serialize(call.Calls, OutboxJson.Options),
                records = JsonSerializer.Serialize(call.Records, OutboxJson.Options),
                deliveries = call.Records.SelectMany(record => record.Deliveries).Distinct().ToArray(),
            }), tx);

    /// <summary>What was asked for these deliveries, the newest of it, oldest first.</summary>
    public static async Task<IReadOnlyList<CallRow>> CallsFor(this NpgsqlDataSource dataSource, IReadOnlySet<long> deliveries, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var rows = await connection.QueryAsync<StoredCall>("""
            select at, connection, purpose, calls, records from call where deliveries && @deliveries order by at desc limit @limit
            """, new { deliveries = deliveries.ToArray(), limit });
        return [.. rows.Reverse().Select(row => row.Of(deliveries))];
    }

    /// <summary>Forgets a portion of what is older than this; says how many rows went.</summary>
    public static async Task<int> ForgetCalls(this NpgsqlDataSource dataSource, int days)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteAsync("""
            delete from call where id in (select id from call where at < now() - make_interval(days => @days) limit 5000)
            """, new { days });
    }
}
