using Dapper;
using Npgsql;

namespace Sync.Console.Pauses;

/// <summary>Statements on operators' pauses.</summary>
internal static class PauseSql
{
    private const string Columns = "id, connection, calls, object as of, reason, by, at";

    public static async Task<IReadOnlyList<PauseRow>> StandingPauses(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<PauseRow>($"select {Columns} from pause where resumed_at is null order by connection, id")];
    }

    /// <summary>Null if the same is stopped already.</summary>
    public static Task<PauseRow?> BeginPause(this NpgsqlTransaction tx, PauseRequest request, string by, DateTimeOffset at) =>
        tx.Connection!.QuerySingleOrDefaultAsync<PauseRow>($"""
            insert into pause (connection, calls, object, reason, by, at) values (@connection, @calls, @of, @reason, @by, @at)
            on conflict (connection, coalesce(calls, ''), coalesce(object, '')) where resumed_at is null do nothing
            returning {Columns}
            """,
            new
            {
                connection = Given.Text(request.Connection), calls = Given.Text(request.Calls), of = Given.Text(request.Of),
                reason = Given.Text(request.Reason), by, at = at.UtcDateTime,
            }, tx);

    /// <summary>Null if it is not standing.</summary>
    public static Task<PauseRow?> EndPause(this NpgsqlTransaction tx, long id, string by, DateTimeOffset at) =>
        tx.Connection!.QuerySingleOrDefaultAsync<PauseRow>($"""
            update pause set resumed_by = @by, resumed_at = @at where id = @id and resumed_at is null returning {Columns}
            """, new { id, by, at = at.UtcDateTime }, tx);

    /// <summary>Higher than that of every order given before. Locked until the end of the transaction, so that orders get their numbers in
    /// the sequence in which they count.</summary>
    public static async Task<long> NextOrder(this NpgsqlTransaction tx)
    {
        await tx.Connection!.ExecuteAsync("select pg_advisory_xact_lock(hashtext('pause_order'))", transaction: tx);
        return await tx.Connection!.ExecuteScalarAsync<long>("select nextval('pause_order')", transaction: tx);
    }
}
