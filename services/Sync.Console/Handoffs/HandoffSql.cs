using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.Handoffs;

/// <summary>Statements on handoffs.</summary>
internal static class HandoffSql
{
    /// <summary>Keeps how each stands; what comes late or twice changes nothing.</summary>
    public static async Task Keep(this NpgsqlDataSource dataSource, IReadOnlyCollection<HandoffNoted> notes)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into handoff as held (id, play, signal, person_id, email, delivery_id, state, detail, owner, target, occurred_at, due_at,
                                         task_at, task_module, task_id, touched_at, alarm, noted_at)
            values (@Id, @Play, @Signal, @PersonId, @Email, @DeliveryId, @State, @Detail, @Owner, @Target, @OccurredAt, @DueAt,
                    @TaskAt, @TaskModule, @TaskId, @TouchedAt, @Alarm, @At)
            on conflict (id) do update
               set state = excluded.state, detail = excluded.detail, owner = excluded.owner, due_at = excluded.due_at,
                   task_at = excluded.task_at, task_module = excluded.task_module, task_id = excluded.task_id,
                   touched_at = excluded.touched_at, alarm = excluded.alarm, noted_at = excluded.noted_at
             where held.noted_at < excluded.noted_at
            """,
            notes.Select(note => note with
            {
                OccurredAt = note.OccurredAt.ToUniversalTime(),
                DueAt = note.DueAt?.ToUniversalTime(),
                TaskAt = note.TaskAt?.ToUniversalTime(),
                TouchedAt = note.TouchedAt?.ToUniversalTime(),
                At = note.At.ToUniversalTime(),
            }));
    }

    /// <summary>Handoffs of the last day whose deadline has passed without their owner having done anything.</summary>
    public static Task<long> LateHandoffs(this NpgsqlConnection connection) => connection.ExecuteScalarAsync<long>(
        "select count(*) from handoff where occurred_at > now() - interval '1 day' and alarm = 100 and touched_at is null");

    /// <summary>What plays heard within a time, newest first.</summary>
    public static async Task<IReadOnlyList<HandoffRow>> Handoffs(
        this NpgsqlDataSource dataSource, DateTimeOffset from, DateTimeOffset to, string? play, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<HandoffRow>("""
            select id, play, signal, email, delivery_id as deliveryId, state, detail, owner, target, occurred_at as occurredAt, due_at as dueAt,
                   task_at as taskAt, task_module as taskModule, task_id as taskId, touched_at as touchedAt, alarm
              from handoff
             where occurred_at >= @from and occurred_at < @to and (@play::text is null or play = @play)
             order by occurred_at desc, id limit @limit
            """, new { from = from.ToUniversalTime(), to = to.ToUniversalTime(), play, limit })).AsList();
    }

    /// <summary>Keeps how what is done beside tasks stands; what comes late or twice changes nothing.</summary>
    public static async Task Keep(this NpgsqlDataSource dataSource, IReadOnlyCollection<ActionNoted> notes)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into handoff_action as held (handoff_id, name, outcome, detail, noted_at) values (@HandoffId, @Name, @Outcome, @Detail, @At)
            on conflict (handoff_id, name) do update
               set outcome = excluded.outcome, detail = excluded.detail, noted_at = excluded.noted_at
             where held.noted_at < excluded.noted_at or (held.noted_at = excluded.noted_at and held.outcome is null)
            """, notes.Select(note => note with { At = note.At.ToUniversalTime() }));
    }

    /// <summary>What was done beside the tasks of these handoffs.</summary>
    public static async Task<ILookup<string, HandoffAction>> ActionsOf(this NpgsqlDataSource dataSource, IEnumerable<HandoffRow> handoffs)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<HandoffAction>("""
            select handoff_id as handoffId, name, outcome, detail from handoff_action where handoff_id = any(@ids) order by name
            """, new { ids = handoffs.Select(row => row.Id).ToArray() })).ToLookup(action => action.HandoffId);
    }
}
