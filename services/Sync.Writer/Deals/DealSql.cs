using Dapper;
using Npgsql;

namespace Sync.Writer.Deals;

/// <summary>Statements on deals.</summary>
internal static class DealSql
{
    public static async Task<DealMark> DealMarkOf(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.QuerySingleOrDefaultAsync<DealMark>(
            "select since, cursor from deal_sweep where connection = @connection", new { connection }) ?? DealMark.Beginning;
    }

    public static async Task<IReadOnlyList<SeenStage>> SeenStages(this NpgsqlDataSource dataSource, string connection, string[] deals)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return (await db.QueryAsync<SeenStage>(
            "select deal_id as dealId, stage, at from deal_stage where connection = @connection and deal_id = any(@deals)",
            new { connection, deals })).AsList();
    }

    public static Task Keep(this NpgsqlTransaction tx, string connection, DealMark mark) =>
        tx.Connection!.ExecuteAsync("""
            insert into deal_sweep (connection, since, cursor) values (@connection, @since, @Cursor)
            on conflict (connection) do update set since = excluded.since, cursor = excluded.cursor
            """, new { connection, since = mark.Since?.ToUniversalTime(), mark.Cursor }, tx);

    public static Task Keep(this NpgsqlTransaction tx, string connection, IReadOnlyCollection<DealNew> news) =>
        news.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            insert into deal_stage (connection, deal_id, stage, at)
            select @connection, d.id, d.stage, d.at from unnest(@ids, @stages, @ats) as d(id, stage, at)
            on conflict (connection, deal_id, stage) do update set at = excluded.at
            """,
            new
            {
                connection,
                ids = news.Select(each => each.Deal.Id).ToArray(),
                stages = news.Select(each => each.Deal.Stage).ToArray(),
                ats = news.Select(each => each.Deal.ChangedAt.UtcDateTime).ToArray(),
            }, tx);
}
