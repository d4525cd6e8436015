using Dapper;
using Npgsql;

namespace Sync.Writer.Work;

/// <summary>Statements by which work ends, or is left for later.</summary>
internal static class SettleSql
{
    /// <remarks>Asks for the outcome, not for the time: that would offer the index of due work, which under load is mostly rows that
    /// have just left it.</remarks>
    /// <param name="at">When it was known, as the other stages are told.</param>
    public static Task Settle(this NpgsqlTransaction tx, IReadOnlyList<SettledWork> settled, DateTimeOffset at) =>
        tx.Connection!.ExecuteAsync("""
            update pending_work
               set settled_at = @at, fields = (@fields)[array_position(@ids, id)], outcome = (@outcomes)[array_position(@ids, id)], detail = (@details)[array_position(@ids, id)],
                   module = (@modules)[array_position(@ids, id)], record_id = (@records)[array_position(@ids, id)]
             where id = any(@ids) and outcome is null
            """,
            new
            {
                at = at.UtcDateTime,
                ids = settled.Select(work => work.Work.Id).ToArray(),
                fields = settled.Select(work => work.Work.Fields).ToArray(),
                outcomes = settled.Select(work => work.Outcome).ToArray(),
                details = settled.Select(work => work.Detail).ToArray(),
                modules = settled.Select(work => work.Module).ToArray(),
                records = settled.Select(work => work.RecordId).ToArray(),
            }, tx);

    /// <summary>Leaves work for later, with what was learnt about its record. It rests no more: what waits for its record to be free must
    /// not go along with the next change.</summary>
    public static Task PutBack(this NpgsqlTransaction tx, IReadOnlyList<PutBackWork> works) =>
        works.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update pending_work
               set module = (@modules)[array_position(@ids, id)], record_id = (@records)[array_position(@ids, id)],
                   verify = (@verifies)[array_position(@ids, id)], tries = tries + (@tries)[array_position(@ids, id)],
                   due_at = now() + make_interval(secs => (@waits)[array_position(@ids, id)]), rest_until = null
             where id = any(@ids)
            """,
            new
            {
                ids = works.Select(work => work.Work.Id).ToArray(),
                modules = works.Select(work => work.Module).ToArray(),
                records = works.Select(work => work.RecordId).ToArray(),
                verifies = works.Select(work => work.Verify).ToArray(),
                tries = works.Select(work => work.CountsAsTry ? 1 : 0).ToArray(),
                waits = works.Select(work => work.Wait.TotalSeconds).ToArray(),
            }, tx);
}
