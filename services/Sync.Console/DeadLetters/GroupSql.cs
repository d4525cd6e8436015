using Dapper;
using Npgsql;

namespace Sync.Console.DeadLetters;

/// <summary>Statements on groups of dead letters.</summary>
internal static class GroupSql
{
    // First, last and sample are each one step into an index; how many there are is counted as they come and go.
    private const string Groups = """
        select g.id, nullif(g.connection, '') as connection, g.class, nullif(g.code, '') as code, nullif(g.field, '') as field,
               g.open as count, first.at as firstAt, last.at as lastAt, last.id as sampleId, last.reason as sampleReason,
               last.email as sampleEmail, p.id is not null as isPatched
          from dead_letter_group g
          left join lateral (select at from dead_letter where group_id = g.id and state = 'open' order by at limit 1) first on true
          left join lateral (select id, at, reason, email from dead_letter where group_id = g.id and state = 'open' order by at desc limit 1) last on true
          left join patch p on p.group_id = g.id
        """;

    /// <summary>Groups with open dead letters, the largest first.</summary>
    public static async Task<IReadOnlyList<DeadLetterGroup>> OpenGroups(this NpgsqlDataSource dataSource, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<DeadLetterGroup>(
            $"{Groups} where g.open > 0 order by g.open desc, g.id limit @limit", new { limit })];
    }

    public static async Task<DeadLetterGroup?> FindGroup(this NpgsqlDataSource dataSource, long id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<DeadLetterGroup>($"{Groups} where g.id = @id", new { id });
    }

    /// <summary>How many are open, when the oldest of them failed, and how many have come in the last hour.</summary>
    public static async Task<OpenLetters> CountOpen(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleAsync<OpenLetters>("""
            select (select coalesce(sum(open), 0)::bigint from dead_letter_group) as count,
                   (select coalesce(extract(epoch from now() - min(at)), 0)::float8 from dead_letter where state = 'open') as oldestSeconds,
                   (select count(*) from (select 1 from dead_letter where state = 'open' and at > now() - interval '1 hour' limit 10000) as new)
                       as newInHour
            """);
    }
}

/// <summary>Dead letters with the same connection, class, code and field.</summary>
/// <param name="Count">Those that nobody has dealt with.</param>
/// <param name="IsPatched">A person has corrected them: a replay carries the correction.</param>
public sealed record DeadLetterGroup(
    long Id, string? Connection, string Class, string? Code, string? Field, long Count, DateTime? FirstAt, DateTime? LastAt,
    long? SampleId, string? SampleReason, string? SampleEmail, bool IsPatched)
{
    internal DeadLetterGroup For(Access.Sight sight) =>
        this with { SampleEmail = sight.Email(SampleEmail), SampleReason = sight.Payload(SampleReason) };
}

/// <summary>Open dead letters in numbers.</summary>
/// <param name="NewInHour">Counted up to 10,000.</param>
internal sealed record OpenLetters(long Count, double OldestSeconds, long NewInHour);
