using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Statements on handoffs and what led to them.</summary>
internal static class HandoffSql
{
    /// <summary>Waits for whoever judges one of these persons at the moment: two of one person are judged one after the other.</summary>
    /// <param name="persons">In order, so that two who wait for each other's persons never do so crosswise.</param>
    public static async Task LockPersons(this NpgsqlTransaction tx, long[] persons)
    {
        foreach (var person in persons)
        {
            await tx.Connection!.ExecuteAsync(
                "select pg_advisory_xact_lock(hashtextextended('handoff ' || @person, 0))", new { person = $"{person}" }, tx);
        }
    }

    /// <summary>What these signals came to when they were judged before, by key.</summary>
    public static async Task<Dictionary<string, EarlierJudgement>> Judged(this NpgsqlTransaction tx, string[] keys) =>
        (await tx.Connection!.QueryAsync<EarlierJudgement>(
            "select key, outcome, detail, request from judgement where key = any(@keys)", new { keys }, tx)).ToDictionary(row => row.Key);

    /// <summary>Handoffs of these persons, also under a number that a person had before, when he was thought to be two.</summary>
    public static async Task<List<HandoffRow>> HandoffsOf(this NpgsqlTransaction tx, long[] persons, string[] emails) =>
        (await tx.Connection!.QueryAsync<HandoffRow>($"""
            select {Columns} from handoff where person_id = any(@persons) or email = any(@emails)
            """, new { persons, emails }, tx)).AsList();

    /// <summary>Rotations by name, locked until the transaction ends.</summary>
    /// <param name="names">In order, so that two never wait crosswise.</param>
    public static async Task<Dictionary<string, IReadOnlyDictionary<string, long>>> LockRotations(this NpgsqlTransaction tx, string[] names)
    {
        var rows = await tx.Connection!.QueryAsync<(string Name, string Credits)>("""
            insert into rotation (name, credits) select name, '{}' from unnest(@names) as name on conflict (name) do nothing;
            select name, credits from rotation where name = any(@names) order by name for update
            """, new { names }, tx);
        return rows.ToDictionary(
            row => row.Name, row => (IReadOnlyDictionary<string, long>)JsonSerializer.Deserialize<Dictionary<string, long>>(row.Credits)!);
    }

    public static Task SaveRotations(this NpgsqlTransaction tx, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> rotations) =>
        tx.Connection!.ExecuteAsync("""
            update rotation as r set credits = s.credits from unnest(@names, @credits) as s(name, credits) where r.name = s.name
            """,
            new { names = rotations.Keys.ToArray(), credits = rotations.Values.Select(credits => JsonSerializer.Serialize(credits)).ToArray() }, tx);

    public static async Task Keep(this NpgsqlTransaction tx, IReadOnlyList<Judgement> judged, DateTimeOffset now)
    {
        await tx.KeepHandoffs(judged);
        await tx.Connection!.ExecuteAsync("""
            insert into judgement (key, play, person_id, email, delivery_id, kind, value, outcome, detail, handoff_id, request, occurred_at, judged_at, seen)
            values (@Key, @Play, @PersonId, @Email, @DeliveryId, @Kind, @Value, @Outcome, @Detail, @HandoffId, @Request, @OccurredAt, @now, @Seen)
            """,
            judged.Select(each => new
            {
                each.Seen.Signal.Key,
                each.Seen.Signal.Play,
                each.Seen.PersonId,
                each.Seen.Email,
                each.Seen.DeliveryId,
                each.Seen.Signal.Kind,
                each.Seen.Signal.Value,
                each.Outcome,
                each.Detail,
                HandoffId = each.Handoff?.Id,
                Request = each.Request is { } request ? JsonSerializer.Serialize(request, OutboxJson.Options) : null,
                OccurredAt = each.Seen.OccurredAt.ToUniversalTime(),
                now,
                Seen = each.Outcome == DealAsking.Waiting ? JsonSerializer.Serialize(each.Seen, OutboxJson.Options) : null,
            }), tx);
    }

    /// <summary>Keeps a handoff under another owner; what the signal came to is told anew from now on.</summary>
    public static async Task Move(this NpgsqlTransaction tx, Judgement judged)
    {
        await tx.KeepHandoffs([judged]);
        await tx.Connection!.ExecuteAsync(
            "update judgement set detail = @Detail, request = @request where key = @Key",
            new { judged.Detail, request = JsonSerializer.Serialize(judged.Request, OutboxJson.Options), judged.Seen.Signal.Key }, tx);
    }

    internal static Task KeepHandoffs(this NpgsqlTransaction tx, IReadOnlyList<Judgement> judged) =>
        tx.Connection!.ExecuteAsync("""
            insert into handoff (id, play, person_id, bucket, email, owner, reason, target, subject, occurred_at, decided_at, due_at,
                                 half_at, seen, request_key, refused)
            values (@Id, @Play, @PersonId, @Bucket, @Email, @Owner, @Reason, @Target, @Subject, @OccurredAt, @DecidedAt, @DueAt,
                    @HalfAt, @Seen, @RequestKey, @Refused)
            on conflict (id) do update
               set owner = excluded.owner, reason = excluded.reason, due_at = excluded.due_at, half_at = excluded.half_at, seen = excluded.seen,
                   request_key = excluded.request_key, refused = excluded.refused, task_end = null, task_detail = null
            """, judged.Select(each => each.Handoff).OfType<HandoffRow>().Select(InUtc), tx);

    /// <summary>Handoffs whose tasks were asked for under these marks.</summary>
    public static async Task<List<HandoffRow>> HandoffsOf(this NpgsqlTransaction tx, Guid[] marks) =>
        (await tx.Connection!.QueryAsync<HandoffRow>($"select {Columns} from handoff where id = any(@marks)", new { marks }, tx)).AsList();

    /// <summary>Notes what became of tasks.</summary>
    public static Task End(this NpgsqlTransaction tx, IReadOnlyList<SettledOperation> settled) =>
        tx.Connection!.ExecuteAsync("""
            update handoff h
               set task_end = s.ended, task_detail = s.why, task_module = s.module, task_id = s.record,
                   task_at = case when s.ended = 'written' then s.at end
              from unnest(@ids, @outcomes, @details, @modules, @records, @ats) as s(mark, ended, why, module, record, at)
             where h.id = s.mark
            """,
            new
            {
                ids = settled.Select(each => Guid.ParseExact(each.Mark, "N")).ToArray(),
                outcomes = settled.Select(each => each.Outcome).ToArray(),
                details = settled.Select(each => each.Detail).ToArray(),
                modules = settled.Select(each => each.Module).ToArray(),
                records = settled.Select(each => each.RecordId).ToArray(),
                ats = settled.Select(each => each.At.UtcDateTime).ToArray(),
            }, tx);

    /// <summary>Notes that the CRM does not take the owner of a handoff.</summary>
    public static Task Refuse(this NpgsqlTransaction tx, Guid id, string owners) =>
        tx.Connection!.ExecuteAsync("update handoff set refused = @owners where id = @id", new { id, owners }, tx);

    internal const string Columns = """
        id, play, person_id as personId, bucket, email, owner, reason, target, subject, occurred_at as occurredAt, decided_at as decidedAt,
        due_at as dueAt, half_at as halfAt, task_at as taskAt, task_end as taskEnd, task_module as taskModule, task_id as taskId, seen,
        request_key as requestKey, refused, touched_at as touchedAt, alarm, looks, status_was as statusWas
        """;

    private static HandoffRow InUtc(HandoffRow row) => row with
    {
        OccurredAt = row.OccurredAt.ToUniversalTime(),
        DecidedAt = row.DecidedAt.ToUniversalTime(),
        DueAt = row.DueAt.ToUniversalTime(),
        HalfAt = row.HalfAt?.ToUniversalTime(),
    };
}

/// <summary>What a signal came to when it was judged before.</summary>
/// <param name="Request">What was asked of the target, as JSON; null where nothing was.</param>
internal sealed record EarlierJudgement(string Key, string Outcome, string Detail, string? Request)
{
    public Judgement For(SeenSignal seen) => new(
        seen, Outcome, Detail, null, Request is null ? null : JsonSerializer.Deserialize<OperationRequest>(Request, OutboxJson.Options));
}
