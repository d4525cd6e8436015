using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Sync.Policy;

namespace Sync.Writer.Vendors;

/// <summary>What every connection's calls have taken of its daily allowance, in PostgreSQL: whoever has the lane next goes on from there.</summary>
internal sealed class SpendingLedger(NpgsqlDataSource dataSource, SyncPolicy policy)
{
    private readonly ConcurrentDictionary<string, Spending> _spendings = new();

    public Spending Of(string connection) =>
        _spendings.GetOrAdd(connection, name => new Spending(policy.Connections.GetValueOrDefault(name)?.Limits.PerDay));

    public IReadOnlyDictionary<string, DayQuota> Quotas => _spendings.ToDictionary(each => each.Key, each => each.Value.Quota);

    /// <summary>Notes what was counted, and learns how much that makes in a day.</summary>
    public async Task Note()
    {
        foreach (var (connection, spending) in _spendings)
        {
            var taken = spending.Take();
            try
            {
                await Note(connection, spending, taken);
            }
            catch
            {
                spending.PutBack(taken);
                throw;
            }
        }
    }

    private async Task Note(string connection, Spending spending, Spent taken)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        var (inDay, inHour, told) = await db.QuerySingleAsync<(long InDay, long InHour, long? Told)>("""
            with noted as (
                insert into spent as held (connection, slot, calls, cost, told, told_at)
                values (@connection, date_bin('10 minutes', now(), 'epoch'), @Calls, @Cost, @Told, case when @Told::bigint is null then null else now() end)
                on conflict (connection, slot) do update
                   set calls = held.calls + excluded.calls, cost = held.cost + excluded.cost,
                       told = coalesce(excluded.told, held.told), told_at = coalesce(excluded.told_at, held.told_at)
            ), forgotten as (
                delete from spent where slot < now() - interval '25 hours'
            )
            select coalesce(sum(cost) filter (where slot > now() - interval '24 hours'), 0)::bigint + @Cost as inDay,
                   coalesce(sum(cost) filter (where slot > now() - interval '1 hour'), 0)::bigint + @Cost as inHour,
                   coalesce(@Told, (array_agg(told order by told_at desc) filter (where told_at > now() - interval '10 minutes'))[1]) as told
              from spent where connection = @connection
            """, new { connection, taken.Calls, taken.Cost, taken.Told });
        spending.Noted(inDay, inHour, told);
    }
}
