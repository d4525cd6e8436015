using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Handoff.Following;

/// <summary>Statements on what is done beside tasks.</summary>
internal static class ActionSql
{
    /// <summary>What plays heard of a person until he was handed off, each thing once, newest first.</summary>
    public static async Task<List<HeardSignal>> EventsOf(this NpgsqlTransaction tx, HandoffRow handoff) =>
        (await tx.Connection!.QueryAsync<HeardSignal>("""
            select person_id as personId, min(play) as play, kind, value, max(occurred_at) as occurredAt from judgement
             where person_id = @PersonId and occurred_at <= @OccurredAt and outcome <> @notReached
             group by person_id, kind, value order by max(occurred_at) desc, kind, value limit @most
            """,
            new { handoff.PersonId, OccurredAt = handoff.OccurredAt.ToUniversalTime(), notReached = PlayMemory.NotReached, most = NoteWording.MostEvents },
            tx)).AsList();

    public static Task KeepActions(this NpgsqlTransaction tx, IReadOnlyCollection<ActionRow> actions, DateTimeOffset askedAt) =>
        tx.Connection!.ExecuteAsync("""
            insert into action (handoff_id, name, key, request, asked_at) values (@HandoffId, @Name, @Key, @Request, @askedAt)
            on conflict (handoff_id, name) do nothing
            """, actions.Select(each => new { each.HandoffId, each.Name, each.Key, each.Request, askedAt = askedAt.ToUniversalTime() }), tx);

    /// <summary>Notes what became of actions; an answer to an earlier request, or to none of them, says nothing.</summary>
    /// <returns>Those that have come to their end.</returns>
    public static async Task<List<EndedAction>> EndActions(this NpgsqlTransaction tx, IReadOnlyCollection<SettledOperation> settled) =>
        settled.Count == 0 ? [] : (await tx.Connection!.QueryAsync<EndedAction>("""
            update action a set ended_at = s.at, outcome = s.ended, detail = s.why
              from unnest(@keys, @outcomes, @details, @ats) as s(key, ended, why, at)
             where a.key = s.key and a.ended_at is null
            returning a.handoff_id as handoffId, a.name, a.outcome, a.detail
            """,
            new
            {
                keys = settled.Select(each => each.Key).ToArray(),
                outcomes = settled.Select(each => each.Outcome).ToArray(),
                details = settled.Select(each => each.Detail).ToArray(),
                ats = settled.Select(each => each.At.UtcDateTime).ToArray(),
            }, tx)).AsList();

    /// <summary>Takes actions that were asked for a while ago and have no end, to be asked for once more under their key.</summary>
    public static async Task<List<ActionRow>> TakeUnanswered(this NpgsqlTransaction tx, DateTimeOffset now, int limit) =>
        (await tx.Connection!.QueryAsync<ActionRow>("""
            update action set asked_at = @now
             where (handoff_id, name) in (
                   select handoff_id, name from action where ended_at is null and asked_at < @now - interval '10 minutes'
                    order by asked_at limit @limit for update skip locked)
            returning handoff_id as handoffId, name, key, request
            """, new { now = now.ToUniversalTime(), limit }, tx)).AsList();

    /// <summary>Actions that failed for persons of these plays.</summary>
    public static async Task<List<ActionRow>> FailedActions(this NpgsqlTransaction tx, long[] persons, string[] plays) =>
        persons.Length == 0 ? [] : (await tx.Connection!.QueryAsync<ActionRow>("""
            select a.handoff_id as handoffId, a.name, a.key, a.request
              from unnest(@persons, @plays) as s(person, play)
              join handoff h on h.person_id = s.person and h.play = s.play
              join action a on a.handoff_id = h.id
             where a.outcome is not null and a.outcome <> 'written' for update of a
            """, new { persons, plays }, tx)).AsList();

    public static Task AskAgain(this NpgsqlTransaction tx, IReadOnlyCollection<ActionRow> actions, DateTimeOffset now) =>
        tx.Connection!.ExecuteAsync("""
            update action set key = @Key, request = @Request, asked_at = @now, ended_at = null, outcome = null, detail = null
             where handoff_id = @HandoffId and name = @Name
            """, actions.Select(each => new { each.HandoffId, each.Name, each.Key, each.Request, now = now.ToUniversalTime() }), tx);
}
