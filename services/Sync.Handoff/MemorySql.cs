using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Handoff;

/// <summary>Statements on what plays heard before.</summary>
internal static class MemorySql
{
    // Asked for only where a play needs it: each is one more round trip.
    public static async Task<PlayMemory> Remember(this NpgsqlTransaction tx, IReadOnlyList<SeenSignal> seen, IReadOnlyList<PlayPolicy> plays)
    {
        long[] persons = [.. seen.Select(item => item.PersonId).Distinct()];
        var watching = plays.Where(play => play.Changes.Count > 0).Select(play => play.Name).ToArray();
        var gathering = plays.Where(play => play.AllWithin is not null).ToList();
        return new PlayMemory(
            watching.Length == 0 ? [] : await tx.Watched(persons, watching),
            gathering.Count == 0 ? [] : await tx.Heard(
                persons, [.. gathering.Select(play => play.Name)], seen.Min(item => item.OccurredAt) - gathering.Max(play => play.AllWithin!.Value)));
    }

    private static Task<IEnumerable<WatchedField>> Watched(this NpgsqlTransaction tx, long[] persons, string[] plays) =>
        tx.Connection!.QueryAsync<WatchedField>("""
            select person_id as personId, play, change, holds, at from watched where person_id = any(@persons) and play = any(@plays)
            """, new { persons, plays }, tx);

    private static Task<IEnumerable<HeardSignal>> Heard(this NpgsqlTransaction tx, long[] persons, string[] plays, DateTimeOffset since) =>
        tx.Connection!.QueryAsync<HeardSignal>("""
            select person_id as personId, play, kind, value, occurred_at as occurredAt from judgement
             where person_id = any(@persons) and play = any(@plays) and occurred_at >= @since and outcome <> @notReached
            """, new { persons, plays, since = since.ToUniversalTime(), notReached = PlayMemory.NotReached }, tx);

    /// <summary>Keeps how watched fields stand.</summary>
    public static Task KeepWatched(this NpgsqlTransaction tx, IReadOnlyCollection<WatchedField> fields) =>
        fields.Count == 0 ? Task.CompletedTask : tx.Connection!.ExecuteAsync("""
            insert into watched (person_id, play, change, holds, at) values (@PersonId, @Play, @Change, @Holds, @At)
            on conflict (person_id, play, change) do update set holds = excluded.holds, at = excluded.at
            """, fields.Select(field => field with { At = field.At.ToUniversalTime() }), tx);
}
