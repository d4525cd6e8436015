using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Statements on bulk imports.</summary>
internal static class ImportSql
{
    /// <summary>How much waits that is not urgent and not held, counted up to a most.</summary>
    public static async Task<int> Backlog(this NpgsqlDataSource dataSource, string connection, long[] held, int most)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<int>("""
            select count(*) from (
                   select 1 from pending_work
                    where connection = @connection and settled_at is null and due_at <= now() and priority > @urgent
                      and person_id not in (select unnest(@held)) limit @most) as waiting
            """, new { connection, held, most, urgent = (int)WritePriority.Handoff });
    }

    /// <summary>Imports that are not over, with their work.</summary>
    public static async Task<IReadOnlyList<OpenImport>> OpenImports(this NpgsqlDataSource dataSource, string connection)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        var rows = (await db.QueryAsync<ImportRow>("""
            select id, work_ids as workIds, batch_ids as batchIds, started_at as startedAt, given_up_at is not null as isGivenUp
              from bulk_import where connection = @connection and ended_at is null order by id
            """, new { connection })).AsList();
        var works = (await db.QueryAsync<PendingWork>(
            $"select {WorkSql.Columns} from pending_work where id = any(@ids)", new { ids = rows.SelectMany(row => row.WorkIds).ToArray() }))
            .ToDictionary(work => work.Id);
        return [.. rows.Select(row => Import(row, [.. row.WorkIds.Select(works.GetValueOrDefault).OfType<PendingWork>()]))];
    }

    /// <summary>Notes what is about to be imported.</summary>
    public static async Task<(long Attempt, long Import)> BeginImport(
        this NpgsqlTransaction tx, string connection, long epoch, string module, long[] workIds) =>
        await tx.Connection!.QuerySingleAsync<(long, long)>("""
            with meant as (
                insert into attempt (connection, epoch, module, work_ids) values (@connection, @epoch, @module, @workIds) returning id
            ), import as (
                insert into bulk_import (connection, work_ids) values (@connection, @workIds) returning id
            )
            select meant.id, import.id from meant, import
            """, new { connection, epoch, module, workIds }, tx);

    /// <summary>The vendor has taken these, under its own names for them.</summary>
    public static Task Queued(this NpgsqlTransaction tx, long import, long[] workIds, string[] batchIds) => tx.Connection!.ExecuteAsync(
        "update bulk_import set work_ids = @workIds, batch_ids = @batchIds where id = @import", new { import, workIds, batchIds }, tx);

    public static Task GiveUpImport(this NpgsqlTransaction tx, long import) => tx.Connection!.ExecuteAsync(
        "update bulk_import set given_up_at = now() where id = @import", new { import }, tx);

    public static Task EndImport(this NpgsqlTransaction tx, long import) => tx.Connection!.ExecuteAsync(
        "update bulk_import set ended_at = now() where id = @import", new { import }, tx);

    private static OpenImport Import(ImportRow row, IReadOnlyList<PendingWork> works)
    {
        var import = new OpenImport(Coalescing.Merge(works, works.Count), row.StartedAt)
        {
            Id = row.Id, BatchIds = row.BatchIds is null ? null : [.. row.BatchIds],
        };
        if (row.IsGivenUp)
        {
            import.GiveUp();
        }

        return import;
    }

    private sealed record ImportRow
    {
        public long Id { get; init; }

        public required long[] WorkIds { get; init; }

        public string[]? BatchIds { get; init; }

        public required DateTimeOffset StartedAt { get; init; }

        public bool IsGivenUp { get; init; }
    }
}
