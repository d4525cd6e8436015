using Dapper;
using Npgsql;

namespace Sync.Console.Replays;

/// <summary>Statements on replays.</summary>
internal static class ReplaySql
{
    public static async Task<int> BeginReplay(this NpgsqlTransaction tx) =>
        await tx.Connection!.ExecuteScalarAsync<int>("insert into replay default values returning id", transaction: tx);

    /// <summary>Takes open dead letters for a replay; of two replays that want the same one, one gets it.</summary>
    public static async Task<IReadOnlyList<long>> TakeForReplay(this NpgsqlTransaction tx, int replay, IReadOnlyCollection<long> ids) =>
    [
        .. await tx.Connection!.QueryAsync<long>("""
            update dead_letter set state = 'replaying', replay_id = @replay
             where id = any(@ids) and state = 'open' and delivery_id is not null
            returning delivery_id
            """, new { replay, ids = ids.ToArray() }, tx),
    ];

    public static Task NoteReplayed(this NpgsqlTransaction tx, IReadOnlyCollection<ReplayedItem> items) =>
        tx.Connection!.ExecuteAsync("""
            update dead_letter l
               set state = case when r.failed then 'failed again' else 'replayed' end
              from unnest(@replays, @deliveries, @parts, @failures) as r(replay_id, delivery_id, part, failed)
             where l.replay_id = r.replay_id and l.delivery_id = r.delivery_id and l.state = 'replaying'
               and coalesce(substring(l.key from '^[0-9]+:([0-9]{1,9})/')::int, 1) = r.part
            """,
            new
            {
                replays = items.Select(item => item.Replay).ToArray(),
                deliveries = items.Select(item => item.DeliveryId).ToArray(),
                parts = items.Select(item => item.Part).ToArray(),
                failures = items.Select(item => item.Failed).ToArray(),
            }, tx);

    public static async Task<ReplayProgress?> FindReplay(this NpgsqlDataSource dataSource, int id) =>
        (await dataSource.Replays("where r.id = @id", new { id })).SingleOrDefault();

    public static Task<IEnumerable<ReplayProgress>> NewestReplays(this NpgsqlDataSource dataSource, int limit) =>
        dataSource.Replays("where r.id > (select coalesce(max(id), 0) from replay) - @limit", new { limit });

    private static async Task<IEnumerable<ReplayProgress>> Replays(this NpgsqlDataSource dataSource, string filter, object arguments)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QueryAsync<ReplayProgress>($"""
            select r.id,
                   case when bool_or(l.state = 'replaying') then 'running' else 'done' end as state,
                   count(l.id) as total,
                   count(l.id) filter (where l.state = 'replayed') as done,
                   count(l.id) filter (where l.state = 'failed again') as failed,
                   r.created_at as createdAt
              from replay r left join dead_letter l on l.replay_id = r.id
             {filter}
             group by r.id order by r.id desc
            """, arguments);
    }
}

/// <summary>How far a replay is.</summary>
/// <param name="State"><c>running</c> or <c>done</c>.</param>
public sealed record ReplayProgress(int Id, string State, long Total, long Done, long Failed, DateTime CreatedAt);
