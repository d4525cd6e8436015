using System.Security.Claims;
using Dapper;
using Npgsql;

namespace Sync.Console.Access;

/// <summary>What people and programs did here.</summary>
internal static class AuditSql
{
    /// <summary>Notes an act in the transaction that does it: neither is ever there without the other.</summary>
    public static Task Audit(this NpgsqlTransaction tx, ClaimsPrincipal who, string act, string? detail = null) =>
        tx.Connection!.ExecuteAsync("insert into audit (who, act, detail) values (@who, @act, @detail)", new { who = who.Known(), act, detail }, tx);

    public static async Task Audit(this NpgsqlDataSource dataSource, string who, string act, string? detail = null)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into audit (who, act, detail) values (@who, @act, @detail)", new { who, act, detail });
    }

    public static async Task<IReadOnlyList<AuditRow>> NewestActs(this NpgsqlDataSource dataSource, int limit, long before)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<AuditRow>(
            "select id, at, who, act, detail from audit where id < @before order by id desc limit @limit", new { limit, before })];
    }

    public static string Known(this ClaimsPrincipal who) => who.Identity?.Name ?? "nobody";
}

public sealed record AuditRow(long Id, DateTime At, string Who, string Act, string? Detail);
