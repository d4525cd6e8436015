using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Writer.Pauses;

/// <summary>Statements on operators' pauses.</summary>
internal static class PauseSql
{
    /// <summary>Keeps the newest order of each kind of calls, whatever sequence they come in.</summary>
    public static Task Keep(this NpgsqlTransaction tx, OrderPause order) => tx.Connection!.ExecuteAsync("""
        insert into pause as held (connection, calls, object, ordered, is_paused, by, at, reason)
        values (@Connection, @calls, @of, @Order, @IsPaused, @By, @at, @Reason)
        on conflict (connection, calls, object) do update
           set ordered = excluded.ordered, is_paused = excluded.is_paused, by = excluded.by, at = excluded.at, reason = excluded.reason
         where held.ordered < excluded.ordered
        """,
        new
        {
            order.Connection, calls = order.Calls ?? "", of = order.Of ?? "", order.Order, order.IsPaused, order.By, at = order.At.UtcDateTime,
            order.Reason,
        }, tx);

    public static async Task<IReadOnlyList<StandingPause>> StandingPauses(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return [.. await db.QueryAsync<StandingPause>("""
            select nullif(calls, '') as calls, nullif(object, '') as of, by, reason from pause
             where connection = @connection and is_paused order by ordered
            """, new { connection })];
    }
}
