using Dapper;
using Npgsql;

namespace Sync.Writer.Work;

/// <summary>
/// Goes through a table by its numbers, a stretch at a time and then from the beginning again, and forgets what ended long ago. A look at the
/// whole table each minute would cost more the longer things are kept, an index on the end would cost each settling; and what is still open at
/// the beginning holds nothing up.
/// </summary>
/// <param name="table">With numbers in <c>id</c>.</param>
/// <param name="end">Column with the time of the end; null while there is none.</param>
internal sealed class Forgetting(string table, string end, int stretch = 5_000)
{
    private long _after;

    /// <summary>Forgets, and goes on as long as most of a stretch was to be forgotten.</summary>
    public async Task Run(NpgsqlDataSource dataSource, int days, CancellationToken ct)
    {
        while (await Next(dataSource, days) > stretch / 2 && !ct.IsCancellationRequested)
        {
        }
    }

    /// <returns>Rows forgotten.</returns>
    public async Task<int> Next(NpgsqlDataSource dataSource, int days)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        var (last, seen, gone) = await db.QuerySingleAsync<(long? Last, int Seen, int Gone)>($"""
            with stretch as (
                select id, {end} as ended_at from {table} where id > @after order by id limit @stretch
            ), gone as (
                delete from {table} where id in (select id from stretch where ended_at < now() - make_interval(days => @days)) returning 1
            )
            select max(id), count(*)::int, (select count(*)::int from gone) from stretch
            """, new { after = _after, stretch, days });
        _after = seen < stretch ? 0 : last!.Value;
        return gone;
    }
}
