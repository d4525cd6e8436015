using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Handoff.Weekly;

/// <summary>Statements on notes about weeks.</summary>
internal static class WeeklySql
{
    private const string Columns = """
        id, person_id as personId, target, week, email, name, module, record_id as recordId, delivery_id as deliveryId, key, due_at as dueAt
        """;

    /// <summary>Which of these events some note has already.</summary>
    public static async Task<HashSet<string>> KnownEvents(this NpgsqlTransaction tx, string[] keys) =>
        [.. await tx.Connection!.QueryAsync<string>("select key from weekly_event where key = any(@keys)", new { keys }, tx)];

    /// <summary>Opens the note, or finds it open, and locks it: nobody asks for it before this transaction ends.</summary>
    /// <returns>Its id; null if the note of that week was asked for already.</returns>
    public static Task<Guid?> OpenNote(this NpgsqlTransaction tx, WeeklyNoteRow note) =>
        tx.Connection!.ExecuteScalarAsync<Guid?>("""
            insert into weekly_note as n (id, person_id, target, week, email, name, module, record_id, delivery_id, key, due_at)
            values (@Id, @PersonId, @Target, @Week, @Email, @Name, @Module, @RecordId, @DeliveryId, @Key, @dueAt)
            on conflict (person_id, target, week) do update
               set email = excluded.email, name = excluded.name, delivery_id = excluded.delivery_id,
                   module = coalesce(excluded.module, n.module), record_id = coalesce(excluded.record_id, n.record_id)
             where n.asked_at is null
            returning id
            """,
            new
            {
                note.Id, note.PersonId, note.Target, note.Week, note.Email, note.Name, note.Module, note.RecordId, note.DeliveryId, note.Key,
                dueAt = note.DueAt.ToUniversalTime(),
            }, tx);

    public static Task KeepEvent(this NpgsqlTransaction tx, string key, WeeklyEvent thing) =>
        tx.Connection!.ExecuteAsync(
            "insert into weekly_event (key, note_id, what, occurred_at) values (@key, @NoteId, @What, @at)",
            new { key, thing.NoteId, thing.What, at = thing.OccurredAt.ToUniversalTime() }, tx);

    /// <summary>Takes notes whose week is over, and those that were asked for a while ago and have no end.</summary>
    public static async Task<List<WeeklyNoteRow>> TakeNotes(this NpgsqlTransaction tx, DateTimeOffset now, int limit) =>
        (await tx.Connection!.QueryAsync<WeeklyNoteRow>($"""
            update weekly_note set asked_at = @now
             where id in (
                   select id from weekly_note
                    where ended_at is null and due_at <= @now and (asked_at is null or asked_at < @now - interval '10 minutes')
                    order by due_at limit @limit for update skip locked)
            returning {Columns}
            """, new { now = now.ToUniversalTime(), limit }, tx)).AsList();

    public static async Task<ILookup<Guid, WeeklyEvent>> EventsOf(this NpgsqlTransaction tx, IEnumerable<WeeklyNoteRow> notes) =>
        (await tx.Connection!.QueryAsync<WeeklyEvent>("""
            select note_id as noteId, what, occurred_at as occurredAt from weekly_event where note_id = any(@ids)
            """, new { ids = notes.Select(note => note.Id).ToArray() }, tx)).ToLookup(each => each.NoteId);

    /// <summary>Notes that these are not written, and why.</summary>
    public static Task EndNotes(this NpgsqlTransaction tx, IEnumerable<WeeklyNoteRow> notes, DateTimeOffset now, string outcome, string detail) =>
        tx.Connection!.ExecuteAsync(
            "update weekly_note set ended_at = @now, outcome = @outcome, detail = @detail where id = any(@ids)",
            new { ids = notes.Select(note => note.Id).ToArray(), now = now.ToUniversalTime(), outcome, detail }, tx);

    /// <summary>Notes what became of notes; an answer to an earlier request says nothing.</summary>
    public static Task EndNotes(this NpgsqlTransaction tx, IReadOnlyCollection<SettledOperation> settled) =>
        settled.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update weekly_note n set ended_at = s.at, outcome = s.ended, detail = s.why
              from unnest(@keys, @outcomes, @details, @ats) as s(key, ended, why, at)
             where n.key = s.key and n.ended_at is null
            """,
            new
            {
                keys = settled.Select(each => each.Key).ToArray(),
                outcomes = settled.Select(each => each.Outcome).ToArray(),
                details = settled.Select(each => each.Detail).ToArray(),
                ats = settled.Select(each => each.At.UtcDateTime).ToArray(),
            }, tx);

    /// <summary>Has notes of these persons that failed asked for once more, as requests of their own.</summary>
    public static Task TakeUpNotes(this NpgsqlTransaction tx, long[] persons) =>
        persons.Length == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            update weekly_note set key = key || '+', asked_at = due_at, ended_at = null, outcome = null, detail = null
             where person_id = any(@persons) and outcome like 'dead-lettered%'
            """, new { persons }, tx);
}
