using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.Conflicts;

/// <summary>Statements on conflicts.</summary>
internal static class ConflictSql
{
    private const string Columns = """
        id, person_id as personId, email, field, winner_value as winnerValue, winner_by as winnerBy, winner_at as winnerAt,
        loser_value as loserValue, loser_by as loserBy, loser_at as loserAt, state, version, since, flipped_by as flippedBy,
        flipped_at as flippedAt, note
        """;

    /// <summary>Keeps how each stands. What comes late or twice changes nothing; a decision stays under way until its own answer comes.</summary>
    public static Task Keep(this NpgsqlTransaction tx, IReadOnlyCollection<ConflictNoted> notes) =>
        tx.Connection!.ExecuteAsync("""
            insert into conflict as held (person_id, email, field, winner_value, winner_by, winner_at, loser_value, loser_by, loser_at,
                                          state, version, since, noted_at, flip, note)
            select n.person_id, n.email, n.field, n.winner_value, n.winner_by, n.winner_at, n.loser_value, n.loser_by, n.loser_at,
                   n.state, n.version, n.at, n.at, n.flip, n.note
              from unnest(@persons, @emails, @fields, @winnerValues, @winners, @winnerAts, @loserValues, @losers, @loserAts,
                          @states, @versions, @ats, @flips, @remarks)
                as n(person_id, email, field, winner_value, winner_by, winner_at, loser_value, loser_by, loser_at, state, version, at, flip, note)
            on conflict (person_id, field) do update
               set email = excluded.email, winner_value = excluded.winner_value, winner_by = excluded.winner_by,
                   winner_at = excluded.winner_at, loser_value = excluded.loser_value, loser_by = excluded.loser_by,
                   loser_at = excluded.loser_at, version = excluded.version, noted_at = excluded.noted_at, note = excluded.note,
                   since = case when held.state = 'closed' then excluded.since else held.since end,
                   flip = case when held.state = 'closed' then null else held.flip end,
                   flipped_by = case when held.state = 'closed' then null else held.flipped_by end,
                   flipped_at = case when held.state = 'closed' then null else held.flipped_at end,
                   state = excluded.state
             where held.version < excluded.version
                or (held.version = excluded.version and held.state = 'flipping' and held.flip = excluded.flip)
            """,
            new
            {
                persons = notes.Select(note => note.PersonId).ToArray(),
                emails = notes.Select(note => note.Email).ToArray(),
                fields = notes.Select(note => note.Field).ToArray(),
                winnerValues = notes.Select(note => note.Winner.Value).ToArray(),
                winners = notes.Select(note => note.Winner.By).ToArray(),
                winnerAts = notes.Select(note => note.Winner.At.UtcDateTime).ToArray(),
                loserValues = notes.Select(note => note.Loser.Value).ToArray(),
                losers = notes.Select(note => note.Loser.By).ToArray(),
                loserAts = notes.Select(note => note.Loser.At.UtcDateTime).ToArray(),
                states = notes.Select(note => note.IsOpen ? "open" : "closed").ToArray(),
                versions = notes.Select(note => note.Version).ToArray(),
                ats = notes.Select(note => note.At.UtcDateTime).ToArray(),
                flips = notes.Select(note => note.Flip).ToArray(),
                remarks = notes.Select(note => note.IsRefused ? "not turned round: it had changed meanwhile" : null).ToArray(),
            }, tx);

    public static async Task<ConflictPage> Conflicts(this NpgsqlDataSource dataSource, ConflictFilter filter, int limit, long before)
    {
        var arguments = new DynamicParameters(new { limit, before });
        var where = filter.Where(arguments);
        await using var connection = await dataSource.OpenConnectionAsync();
        var items = await connection.QueryAsync<ConflictRow>(
            $"select {Columns} from conflict where {where} and id < @before order by id desc limit @limit", arguments);
        return new ConflictPage(
            [.. items], await connection.ExecuteScalarAsync<long>($"select count(*) from conflict where {where}", arguments));
    }

    public static async Task<ConflictRow?> FindConflict(this NpgsqlDataSource dataSource, long id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<ConflictRow>($"select {Columns} from conflict where id = @id", new { id });
    }

    /// <summary>Takes a conflict for a decision; null if it is closed, was changed since it was seen, or another decision is under way.
    /// One whose answer has not come within a minute no longer stands in the way: carried out late, it finds what it spoke of changed.</summary>
    public static async Task<ConflictRow?> BeginFlip(this NpgsqlTransaction tx, long id, Guid flip, string who, long? seen) =>
        await tx.Connection!.QuerySingleOrDefaultAsync<ConflictRow>($"""
            update conflict set state = 'flipping', flip = @flip, flipped_by = @who, flipped_at = now(), note = null
             where id = @id and version = coalesce(@seen, version)
               and (state = 'open' or (state = 'flipping' and flipped_at < now() - interval '1 minute'))
            returning {Columns}
            """, new { id, flip, who, seen }, tx);
}
