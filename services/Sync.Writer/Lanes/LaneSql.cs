using Dapper;
using Npgsql;
using Sync.Writer.Calls;

namespace Sync.Writer.Lanes;

/// <summary>Statements on lanes and their attempts. The database's clock decides about leases.</summary>
internal static class LaneSql
{
    /// <summary>Takes the lane if nobody holds it, or its lease ran out. Null if somebody else holds it.</summary>
    public static async Task<long?> Acquire(this NpgsqlDataSource dataSource, string connection, Guid holder, int leaseSeconds)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<long?>("""
            insert into lane as held (connection, holder, epoch, lease_until)
            values (@connection, @holder, 1, now() + make_interval(secs => @leaseSeconds))
            on conflict (connection) do update
               set holder = excluded.holder, epoch = held.epoch + 1, lease_until = excluded.lease_until
             where held.lease_until <= now()
            returning epoch
            """, new { connection, holder, leaseSeconds = (double)leaseSeconds });
    }

    /// <summary>False if somebody else has taken the lane.</summary>
    public static async Task<bool> Renew(this NpgsqlDataSource dataSource, string connection, long epoch, int leaseSeconds)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteAsync("""
            update lane set lease_until = now() + make_interval(secs => @leaseSeconds) where connection = @connection and epoch = @epoch
            """, new { connection, epoch, leaseSeconds = (double)leaseSeconds }) == 1;
    }

    public static async Task Release(this NpgsqlDataSource dataSource, string connection, long epoch)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        await db.ExecuteAsync(
            "update lane set lease_until = now() where connection = @connection and epoch = @epoch", new { connection, epoch });
    }

    /// <summary>Keeps the lane from changing hands until the transaction ends. False if it has changed hands already.</summary>
    public static async Task<bool> Fence(this NpgsqlTransaction tx, string connection, long epoch) =>
        await tx.Connection!.ExecuteScalarAsync<int?>(
            "select 1 from lane where connection = @connection and epoch = @epoch for share", new { connection, epoch }, tx) == 1;

    /// <summary>Attempts that were cut off: whether the vendor did them has to be looked up before anything is sent again.</summary>
    public static async Task<IReadOnlyList<CutOffAttempt>> CloseCutOff(this NpgsqlTransaction tx, string connection, long epoch) =>
    [
        .. await tx.Connection!.QueryAsync<CutOffAttempt>("""
            with cut as (
                update attempt set finished_at = now(), outcome = 'unknown: cut off'
                 where connection = @connection and epoch < @epoch and finished_at is null
                returning id, module, started_at, work_ids
            ), unsure as (
                update pending_work set verify = true
                 where settled_at is null and id in (select unnest(work_ids) from cut)
                returning id, delivery_id
            )
            select module, started_at as startedAt, array_agg(delivery_id) as deliveries
              from cut join unsure on unsure.id = any(cut.work_ids) group by cut.id, module, started_at
            """, new { connection, epoch }, tx),
    ];

    /// <summary>Notes what is about to be sent.</summary>
    public static async Task<long> BeginAttempt(this NpgsqlDataSource dataSource, string connection, long epoch, string module, long[] workIds)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        return await db.ExecuteScalarAsync<long>("""
            insert into attempt (connection, epoch, module, work_ids) values (@connection, @epoch, @module, @workIds) returning id
            """, new { connection, epoch, module, workIds });
    }

    public static Task EndAttempts(this NpgsqlTransaction tx, IReadOnlyCollection<(long Id, string Outcome)> attempts) =>
        tx.Connection!.ExecuteAsync("""
            update attempt a set finished_at = now(), outcome = e.outcome from unnest(@ids, @outcomes) as e(id, outcome) where a.id = e.id
            """, new { ids = attempts.Select(end => end.Id).ToArray(), outcomes = attempts.Select(end => end.Outcome).ToArray() }, tx);
}
