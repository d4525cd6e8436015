using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.Reviews;

/// <summary>Statements on reviews.</summary>
internal static class ReviewSql
{
    public const string Same = "same";
    public const string Different = "different";

    private const string Columns = """
        id, address, connection, module, record_id as recordId, claimant, owner, state, opened_at as openedAt, decision,
        decided_by as decidedBy, decided_at as decidedAt
        """;

    /// <summary>Keeps how each stands. What comes late or twice changes nothing, and what is decided stays decided.</summary>
    public static Task Keep(this NpgsqlTransaction tx, ReviewNoted note) => tx.Connection!.ExecuteAsync("""
        insert into review as held (id, address, connection, module, record_id, claimant, owner, emails, state, opened_at, noted_at,
                                    decision, decided_by, decided_at, claimant_id, owner_id)
        values (@Id, @Address, @Connection, @Module, @RecordId, @claimant, @owner, @emails, @state, @OpenedAt, @At, @decision, @DecidedBy, @DecidedAt,
                @claimantId, @ownerId)
        on conflict (id) do update
           set claimant = excluded.claimant, owner = excluded.owner, emails = excluded.emails, noted_at = excluded.noted_at,
               state = case when excluded.state = 'closed' then excluded.state else held.state end,
               decision = coalesce(excluded.decision, held.decision), decided_by = coalesce(excluded.decided_by, held.decided_by),
               decided_at = coalesce(excluded.decided_at, held.decided_at)
         where held.state <> 'closed' and (excluded.state = 'closed' or held.noted_at < excluded.noted_at)
        """,
        new
        {
            note.Id, note.Address, note.Connection, note.Module, note.RecordId, note.OpenedAt, note.At, note.DecidedBy, note.DecidedAt,
            decision = note.AreSame switch { true => Same, false => Different, null => null },
            claimant = Write(note.Claimant),
            claimantId = note.Claimant.Id,
            ownerId = note.Owner.Id,
            owner = Write(note.Owner),
            emails = note.Claimant.Addresses.Concat(note.Owner.Addresses).Append(note.Address).Distinct().ToArray(),
            state = note.IsOpen ? "open" : "closed",
        }, tx);

    public static async Task<ReviewPage> Reviews(this NpgsqlDataSource dataSource, ReviewFilter filter, int limit, long before)
    {
        var arguments = new { limit, before, states = filter.States, email = filter.Address };
        await using var connection = await dataSource.OpenConnectionAsync();
        var items = await connection.QueryAsync<StoredReview>($"""
            select {Columns} from review
             where state = any(@states) and (@email::text is null or emails @> array[@email::text]) and id < @before
             order by id desc limit @limit
            """, arguments);
        return new ReviewPage([.. items.Select(item => item.Read())], await connection.ExecuteScalarAsync<long>("""
            select count(*) from review where state = any(@states) and (@email::text is null or emails @> array[@email::text])
            """, arguments));
    }

    public static async Task<ReviewRow?> FindReview(this NpgsqlDataSource dataSource, long id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return (await connection.QuerySingleOrDefaultAsync<StoredReview>($"select {Columns} from review where id = @id", new { id }))?.Read();
    }

    /// <summary>Takes a review for a decision; null if it is decided, or another decision is under way. One whose answer has not come within
    /// a minute no longer stands in the way: of two that are carried out the first counts.</summary>
    public static async Task<ReviewRow?> BeginDecision(this NpgsqlTransaction tx, long id, string decision, string who) =>
        (await tx.Connection!.QuerySingleOrDefaultAsync<StoredReview>($"""
            update review set state = 'deciding', decision = @decision, decided_by = @who, decided_at = now()
             where id = @id and (state = 'open' or (state = 'deciding' and decided_at < now() - interval '1 minute'))
            returning {Columns}
            """, new { id, decision, who }, tx))?.Read();

    public static Task<long> OpenReviews(this NpgsqlConnection connection) =>
        connection.ExecuteScalarAsync<long>("select count(*) from review where state <> 'closed'");

    private static string Write(ReviewedPerson person) => JsonSerializer.Serialize(person, JsonSerializerOptions.Web);

    private sealed record StoredReview(
        long Id, string Address, string Connection, string Module, string RecordId, string Claimant, string Owner, string State,
        DateTimeOffset OpenedAt, string? Decision, string? DecidedBy, DateTimeOffset? DecidedAt)
    {
        public ReviewRow Read() => new()
        {
            Id = Id, Address = Address, Connection = Connection, Module = Module, RecordId = RecordId, State = State, OpenedAt = OpenedAt,
            Decision = Decision, DecidedBy = DecidedBy, DecidedAt = DecidedAt,
            Claimant = Person(Claimant), Owner = Person(Owner),
        };

        private static ReviewedPerson Person(string text) => JsonSerializer.Deserialize<ReviewedPerson>(text, JsonSerializerOptions.Web)!;
    }
}
