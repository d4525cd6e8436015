using Dapper;
using Npgsql;

namespace Sync.Ingress;

/// <summary>Statements that keep the inbox from growing for ever.</summary>
internal static class PruningSql
{
    /// <summary>Takes the payload from the next settled deliveries that are old enough; says how many. What is still in flight stops it: its
    /// payload is needed, and it should have been settled long ago.</summary>
    /// <remarks>Numbers go with the time of receipt: only the next few are looked at, and not all that are too young.</remarks>
    public static async Task<int> PrunePayloads(this NpgsqlDataSource dataSource, int olderThanDays)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("""
            with place as (
                select up_to from pruned for update
            ), ahead as (
                select id, received_at from delivery where id > (select up_to from place) order by id limit 2000
            ), next as (
                select id from ahead
                 where received_at < now() - make_interval(days => @olderThanDays)
                   and id < coalesce((select min(delivery_id) from settlement where settled_at is null), 9223372036854775807)
            ), emptied as (
                update delivery set body = null, headers = null, query = null where id in (select id from next)
            ), moved as (
                update pruned set up_to = greatest(up_to, coalesce((select max(id) from next), up_to))
            )
            select count(*)::int from next
            """, new { olderThanDays });
    }

    /// <summary>Forgets deliveries whose key no sender will repeat any more, a portion at a time.</summary>
    public static async Task ForgetKeys(this NpgsqlDataSource dataSource, int olderThanDays)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            with first as (
                select id, received_at from delivery where id <= (select up_to from pruned) order by id limit 5000
            ), old as (
                select id from first where received_at < now() - make_interval(days => @olderThanDays)
            ), settled as (
                delete from settlement where delivery_id in (select id from old)
            ), parts as (
                delete from part_settlement where delivery_id in (select id from old)
            )
            delete from delivery where id in (select id from old)
            """, new { olderThanDays });
    }
}
