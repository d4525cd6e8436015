using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Handoff.Touching;

/// <summary>Statements on what owners do, and on deadlines.</summary>
internal static class TouchSql
{
    /// <summary>Takes handoffs whose task is to be looked at now: now and then until the deadline, more rarely for a week after
    /// it, and as soon as half of the time or all of it has passed.</summary>
    public static async Task<List<HandoffRow>> TakeLooks(this NpgsqlTransaction tx, DateTimeOffset now, int seconds, int limit) =>
        (await tx.Connection!.QueryAsync<HandoffRow>($"""
            update handoff set asked_at = @now, looks = looks + 1
             where id in (
                   select id from handoff
                    where touched_at is null and task_id is not null and due_at > @now - interval '7 days'
                      and (asked_at is null or asked_at < @now - make_interval(secs => case when due_at > @now then @seconds else @seconds * 15 end)
                           or (half_at <= @now and asked_at < half_at) or (due_at <= @now and asked_at < due_at))
                    order by due_at limit @limit for update skip locked)
            returning {HandoffSql.Columns}
            """, new { now = now.ToUniversalTime(), seconds = (double)seconds, limit }, tx)).AsList();

    /// <summary>Takes handoffs of whom nothing was seen though half of their time, or all of it, has passed. The task was looked at after
    /// that, or cannot be: there is none, or the CRM has not answered for a while.</summary>
    public static async Task<List<HandoffRow>> TakeAlarms(this NpgsqlTransaction tx, DateTimeOffset now, int limit) =>
        (await tx.Connection!.QueryAsync<HandoffRow>($"""
            update handoff set alarm = case when due_at <= @now then 100 else 50 end
             where id in (
                   select id from handoff
                    where touched_at is null and alarm < 100
                      and ((due_at <= @now and (task_id is null or looked_at >= due_at or due_at < @now - interval '2 minutes'))
                           or (alarm < 50 and half_at <= @now and due_at > @now
                               and (task_id is null or looked_at >= half_at or half_at < @now - interval '2 minutes')))
                    order by due_at limit @limit for update skip locked)
            returning {HandoffSql.Columns}
            """, new { now = now.ToUniversalTime(), limit }, tx)).AsList();

    /// <summary>Notes that tasks were looked at, and which of them are done.</summary>
    /// <returns>Those that were not known to be done before.</returns>
    public static async Task<List<HandoffRow>> Touch(this NpgsqlTransaction tx, IReadOnlyCollection<SettledOperation> looks) =>
        looks.Count == 0 ? [] : (await tx.Connection!.QueryAsync<HandoffRow>($"""
            update handoff
               set looked_at = greatest(looked_at, l.at), touched_at = case when l.done then l.at end
              from unnest(@marks, @done, @ats) as l(mark, done, at)
             where id = l.mark and touched_at is null
            returning {HandoffSql.Columns}
            """,
            new
            {
                marks = looks.Select(each => Guid.ParseExact(each.Mark, "N")).ToArray(),
                done = looks.Select(each => each.Outcome == Outcomes.TaskDone).ToArray(),
                ats = looks.Select(each => each.At.UtcDateTime).ToArray(),
            }, tx)).Where(row => row.TouchedAt is not null).ToList();

    /// <summary>Handoffs of these persons whose owner has not been seen to begin, locked.</summary>
    /// <param name="since">Whose deadline was long past by then is no longer looked at.</param>
    public static async Task<List<HandoffRow>> LockUntouched(this NpgsqlTransaction tx, long[] persons, string[] emails, DateTimeOffset since) =>
        (await tx.Connection!.QueryAsync<HandoffRow>($"""
            select {HandoffSql.Columns} from handoff
             where touched_at is null and due_at > @since - interval '7 days' and (person_id = any(@persons) or email = any(@emails))
             order by id for update
            """, new { persons, emails, since = since.ToUniversalTime() }, tx)).AsList();

    /// <summary>Keeps what statuses said of handoffs.</summary>
    public static Task KeepStatuses(this NpgsqlTransaction tx, IReadOnlyCollection<HandoffRow> handoffs) =>
        handoffs.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync(
            "update handoff set status_was = @StatusWas, touched_at = @touchedAt where id = @Id",
            handoffs.Select(each => new { each.Id, each.StatusWas, touchedAt = each.TouchedAt?.ToUniversalTime() }), tx);
}
