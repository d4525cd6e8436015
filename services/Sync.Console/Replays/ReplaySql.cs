using Dapper;
using Npgsql;

namespace Sync.Console.Replays;

/// <summary>Statements on replays.</summary>
internal static class ReplaySql
{
    private const string Columns = """
        id, state, what, asked_by as askedBy, ramp, per_second as perSecond, stop_at as stopAt, total, sent, done, failed, step,
        step_size as stepSize, step_sent as stepSent, step_done as stepDone, step_failed as stepFailed, sent_at as sentAt,
        created_at as createdAt, ended_at as endedAt, note
        """;

    public static Task<int> BeginReplay(this NpgsqlTransaction tx, ReplayRequest request, string who) =>
        tx.Connection!.ExecuteScalarAsync<int>("""
            insert into replay (what, asked_by, ramp, per_second, stop_at) values (@InWords, @who, @IsRamp, @PerSecond, @stopAt) returning id
            """,
            new { request.InWords, who, request.IsRamp, request.PerSecond, stopAt = request.StopAt ?? ReplayRequest.UsualStopAt }, tx);

    /// <summary>Takes dead letters for a replay; says how many. One whose delivery is under way in another replay is left out: the delivery
    /// can only be under way once.</summary>
    public static Task<int> TakeForReplay(this NpgsqlTransaction tx, int replay, string condition, DynamicParameters arguments)
    {
        arguments.Add("replay", replay);
        return tx.Connection!.ExecuteAsync($"""
            update dead_letter set state = 'queued', replay_id = @replay, replay_step = null
             where {condition} and delivery_id is not null
               and not exists (select 1 from dead_letter other
                                where other.delivery_id = dead_letter.delivery_id and other.state in ('queued', 'replaying'))
            """, arguments, tx, commandTimeout: 120);
    }

    public static Task SetTotal(this NpgsqlTransaction tx, int replay, long total, string? note) =>
        tx.Connection!.ExecuteAsync("update replay set total = @total, note = @note where id = @replay", new { replay, total, note }, tx);

    /// <summary>Reads a replay for this transaction alone; null if it is not running, or another instance is just at it.</summary>
    public static Task<ReplayRow?> TakeRunning(this NpgsqlTransaction tx, int replay) =>
        tx.Connection!.QuerySingleOrDefaultAsync<ReplayRow>(
            $"select {Columns} from replay where id = @replay and state = 'running' for update skip locked", new { replay }, tx);

    /// <summary>Reads a replay for this transaction alone, waiting for whoever is at it; null if there is none.</summary>
    public static Task<ReplayRow?> LockReplay(this NpgsqlTransaction tx, int replay) =>
        tx.Connection!.QuerySingleOrDefaultAsync<ReplayRow>($"select {Columns} from replay where id = @replay for update", new { replay }, tx);

    public static async Task<IReadOnlyList<int>> RunningReplays(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<int>("select id from replay where state = 'running' order by id")];
    }

    /// <summary>Marks the next ones as sent, the oldest first. Dead letters of one delivery go together: it is sent once.</summary>
    public static async Task<IReadOnlyList<SentLetter>> SendNext(this NpgsqlTransaction tx, int replay, ReplayMove.Send send) =>
    [
        .. await tx.Connection!.QueryAsync<SentLetter>("""
            update dead_letter set state = 'replaying', replay_step = @Step
             where replay_id = @replay and state = 'queued'
               and delivery_id = any(array(
                   select delivery_id from dead_letter where replay_id = @replay and state = 'queued' order by id limit @Count))
            returning id, delivery_id as deliveryId
            """, new { replay, send.Step, send.Count }, tx),
    ];

    public static Task NoteSent(this NpgsqlTransaction tx, ReplayRow replay, ReplayMove.Send send, int sent, DateTimeOffset now) =>
        tx.Connection!.ExecuteAsync("""
            update replay
               set sent = sent + @sent, sent_at = @at, step_size = @StepSize,
                   step_sent = case when step = @Step then step_sent else 0 end + @sent,
                   step_done = case when step = @Step then step_done else 0 end,
                   step_failed = case when step = @Step then step_failed else 0 end,
                   step = @Step
             where id = @Id
            """, new { replay.Id, sent, send.Step, send.StepSize, at = now.UtcDateTime }, tx);

    /// <summary>Ends a replay; what it has not sent is open as before.</summary>
    public static Task<int> EndReplay(this NpgsqlTransaction tx, int replay, string state, string why) =>
        tx.Connection!.ExecuteAsync("""
            update replay set state = @state, note = @why, ended_at = now() where id = @replay;
            update dead_letter set state = 'open', replay_id = null where replay_id = @replay and state = 'queued'
            """, new { replay, state, why }, tx, commandTimeout: 120);

    /// <summary>Closes dead letters by the outcomes of their deliveries, and counts them for their replays.</summary>
    public static async Task NoteReplayed(this NpgsqlTransaction tx, IReadOnlyCollection<ReplayedItem> items)
    {
        // First the replays, in one order: whoever counts for them, and whoever sends for them, waits here and nowhere else.
        await tx.Connection!.ExecuteAsync(
            "select 1 from replay where id = any(@ids) order by id for update", new { ids = items.Select(item => item.Replay).Distinct().ToArray() }, tx);
        await tx.CloseReplayed(items);
    }

    public static async Task<ReplayRow?> FindReplay(this NpgsqlDataSource dataSource, int id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<ReplayRow>($"select {Columns} from replay where id = @id", new { id });
    }

    public static async Task<IEnumerable<ReplayRow>> NewestReplays(this NpgsqlDataSource dataSource, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QueryAsync<ReplayRow>($"select {Columns} from replay order by id desc limit @limit", new { limit });
    }

    private static Task CloseReplayed(this NpgsqlTransaction tx, IReadOnlyCollection<ReplayedItem> items) =>
        tx.Connection!.ExecuteAsync("""
            with closed as (
                update dead_letter l set state = case when r.failed then 'failed again' else 'replayed' end
                  from unnest(@replays, @deliveries, @parts, @failures) as r(replay_id, delivery_id, part, failed)
                 where l.replay_id = r.replay_id and l.delivery_id = r.delivery_id and l.state = 'replaying'
                    and coalesce(substring(l.key from '^[0-9]+:([0-9]{1,9})/')::int, 1) = r.part
                returning l.replay_id, l.replay_step, r.failed
            ), counted as (
                select c.replay_id, count(*) filter (where not c.failed) as done, count(*) filter (where c.failed) as failed,
                       count(*) filter (where not c.failed and c.replay_step = p.step) as step_done,
                       count(*) filter (where c.failed and c.replay_step = p.step) as step_failed
                  from closed c join replay p on p.id = c.replay_id group by c.replay_id
            )
            update replay p
               set done = p.done + c.done, failed = p.failed + c.failed,
                   step_done = p.step_done + c.step_done, step_failed = p.step_failed + c.step_failed,
                   state = case when p.state = 'running' and p.done + c.done + p.failed + c.failed >= p.total then 'done' else p.state end,
                   ended_at = case when p.state = 'running' and p.done + c.done + p.failed + c.failed >= p.total then now() else p.ended_at end
              from counted c where c.replay_id = p.id
            """,
            new
            {
                replays = items.Select(item => item.Replay).ToArray(),
                deliveries = items.Select(item => item.DeliveryId).ToArray(),
                parts = items.Select(item => item.Part).ToArray(),
                failures = items.Select(item => item.Failed).ToArray(),
            }, tx);
}

/// <summary>A dead letter that a step of a replay has just sent.</summary>
internal sealed record SentLetter(long Id, long DeliveryId);
