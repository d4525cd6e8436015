using Dapper;
using Npgsql;

namespace Sync.Writer.Checkups;

/// <summary>Statements on checkups.</summary>
internal static class CheckupSql
{
    /// <summary>Takes one in, once.</summary>
    /// <param name="checkedOnes">Connections that are to be checked.</param>
    /// <param name="sources">Connections whose fields have to be known for that.</param>
    /// <param name="isAudit">Nobody asked for it.</param>
    /// <returns>False if it has been taken in before.</returns>
    public static async Task<bool> Accept(
        this NpgsqlTransaction tx, Guid id, IReadOnlyCollection<string> checkedOnes, IReadOnlyCollection<string> sources, bool isAudit = false) =>
        await tx.Connection!.ExecuteAsync("""
            insert into checkup (id, connection, step, connections, is_audit)
            select @id, source, 1, @connections, @isAudit from unnest(@sources) as source
             union all
            select @id, connection, 2, @connections, @isAudit from unnest(@connections) as connection
            on conflict do nothing
            """, new { id, connections = checkedOnes.ToArray(), sources = sources.ToArray(), isAudit }, tx) > 0;

    /// <summary>Whether an audit of any of these is still being made.</summary>
    public static Task<bool> IsAuditOpen(this NpgsqlTransaction tx, IReadOnlyCollection<string> connections) =>
        tx.Connection!.ExecuteScalarAsync<bool>("""
            select exists (select 1 from checkup
                            where is_audit and done_at is null and connection = any(@connections) and asked_at > now() - interval '10 minutes')
            """, new { connections = connections.ToArray() }, tx);

    /// <summary>Forgets those that nobody waits for any more.</summary>
    public static Task ForgetCheckups(this NpgsqlTransaction tx) =>
        tx.Connection!.ExecuteAsync("delete from checkup where asked_at < now() - interval '1 day'", transaction: tx);

    /// <summary>What is to be done next for a connection; null if nothing is. Sources that do not tell their fields are waited for only
    /// a while, and what was asked long ago is not answered any more.</summary>
    public static async Task<DueCheckup?> DueCheckup(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QueryFirstOrDefaultAsync<DueCheckup>("""
            select c.id, c.step, c.connections, c.is_audit as isAudit from checkup c
             where c.connection = @connection and c.done_at is null and c.asked_at > now() - interval '10 minutes'
               and (c.step = 1 or c.asked_at < now() - interval '20 seconds'
                    or not exists (select 1 from checkup s where s.id = c.id and s.step = 1 and s.done_at is null))
             order by c.is_audit, c.step, c.asked_at limit 1
            """, new { connection });
    }

    /// <summary>What the sources of a checkup have told of their fields, by connection.</summary>
    public static async Task<Dictionary<string, string>> FoundFields(this NpgsqlDataSource dataSource, Guid id)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        var rows = await db.QueryAsync<(string Connection, string Found)>(
            "select connection, found from checkup where id = @id and step = 1 and found is not null", new { id });
        return rows.ToDictionary(row => row.Connection, row => row.Found);
    }

    /// <summary>False if it was done already.</summary>
    public static async Task<bool> EndStep(this NpgsqlTransaction tx, Guid id, string connection, int step, string? found) =>
        await tx.Connection!.ExecuteAsync("""
            update checkup set done_at = now(), found = @found
             where id = @id and connection = @connection and step = @step and done_at is null
            """, new { id, connection, step, found }, tx) == 1;
}

/// <summary>A step of a checkup.</summary>
internal sealed record DueCheckup
{
    public required Guid Id { get; init; }

    public required int Step { get; init; }

    /// <summary>All that the checkup concerns.</summary>
    public required string[] Connections { get; init; }

    /// <summary>Nobody asked for it.</summary>
    public bool IsAudit { get; init; }
}
