using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Checkups;

/// <summary>Statements on checkups.</summary>
internal static class CheckupSql
{
    public static Task BeginCheckup(this NpgsqlTransaction tx, Guid id, string? askedFor, bool isTrial) =>
        tx.Connection!.ExecuteAsync("insert into checkup (id, asked_for, is_trial) values (@id, @askedFor, @isTrial)", new { id, askedFor, isTrial }, tx);

    /// <summary>Forgets what was asked long ago: the answer is not true any more. When a route was last proved stays of interest longer.</summary>
    public static Task ForgetCheckups(this NpgsqlTransaction tx) =>
        tx.Connection!.ExecuteAsync(
            "delete from checkup where asked_at < now() - case when is_trial then interval '1 year' else interval '7 days' end", transaction: tx);

    /// <summary>What the last trial of each route has shown.</summary>
    public static async Task<IReadOnlyList<ConnectionChecked>> LastTrials(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var rows = await connection.QueryAsync<ResultRow>("""
            select distinct on (r.connection) r.connection, r.at, r.lines
              from checkup_result r join checkup c on c.id = r.checkup_id
             where c.is_trial order by r.connection, r.at desc
            """);
        return [.. rows.Select(row => ConnectionChecked.From(row.Connection, row))];
    }

    /// <summary>Notes which connections a checkup concerns; false if it is not known here (any more).</summary>
    public static async Task<bool> NoteConnections(this NpgsqlTransaction tx, CheckupReported report) =>
        await tx.Connection!.ExecuteAsync(
            "update checkup set connections = @connections where id = @Id",
            new { report.Id, connections = report.Connections.ToArray() }, tx) == 1;

    public static Task NoteResult(this NpgsqlTransaction tx, Guid id, CheckedConnection done, DateTimeOffset at) =>
        tx.Connection!.ExecuteAsync("""
            insert into checkup_result as held (checkup_id, connection, at, lines) values (@id, @Name, @at, @lines)
            on conflict (checkup_id, connection) do update set at = excluded.at, lines = excluded.lines where held.at < excluded.at
            """, new { id, done.Name, at = at.UtcDateTime, lines = JsonSerializer.Serialize(done.Lines, OutboxJson.Options) }, tx);

    public static async Task<CheckupNow?> FindCheckup(this NpgsqlDataSource dataSource, Guid id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var checkup = await connection.QuerySingleOrDefaultAsync<CheckupRow>(
            "select id, asked_for as askedFor, asked_at as askedAt, connections from checkup where id = @id", new { id });
        var results = await connection.QueryAsync<ResultRow>(
            "select connection, at, lines from checkup_result where checkup_id = @id", new { id });
        return checkup is null ? null : CheckupNow.From(checkup, [.. results]);
    }
}

internal sealed record CheckupRow
{
    public required Guid Id { get; init; }

    public string? AskedFor { get; init; }

    public required DateTime AskedAt { get; init; }

    public string[]? Connections { get; init; }
}

internal sealed record ResultRow(string Connection, DateTime At, string Lines);
