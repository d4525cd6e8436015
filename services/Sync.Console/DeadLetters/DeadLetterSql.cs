using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.DeadLetters;

/// <summary>Statements on dead letters.</summary>
internal static class DeadLetterSql
{
    /// <summary>Keeps each once, and says which were new.</summary>
    public static async Task<HashSet<string>> Keep(this NpgsqlTransaction tx, IReadOnlyCollection<DeadLettered> letters)
    {
        var kept = await tx.Connection!.QueryAsync<string>("""
            insert into dead_letter (key, stage, delivery_id, class, code, field, reason, connection, email, item, at, trace)
            select * from unnest(@keys, @stages, @deliveries, @classes, @codes, @fields, @reasons, @connections, @emails, @items, @ats, @traces)
            on conflict (key, stage) do nothing
            returning key
            """,
            new
            {
                keys = letters.Select(letter => letter.Key).ToArray(),
                stages = letters.Select(letter => letter.Stage).ToArray(),
                deliveries = letters.Select(letter => letter.DeliveryId).ToArray(),
                classes = letters.Select(letter => letter.Class).ToArray(),
                codes = letters.Select(letter => letter.Code).ToArray(),
                fields = letters.Select(letter => letter.Field).ToArray(),
                reasons = letters.Select(letter => letter.Reason).ToArray(),
                connections = letters.Select(letter => letter.Connection).ToArray(),
                emails = letters.Select(letter => letter.Email).ToArray(),
                items = letters.Select(letter => letter.Item).ToArray(),
                ats = letters.Select(letter => letter.At.UtcDateTime).ToArray(),
                traces = letters.Select(letter => letter.Trace).ToArray(),
            }, tx);
        return kept.ToHashSet();
    }

    public static async Task<DeadLetterPage> Page(this NpgsqlDataSource dataSource, int limit, long before)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var items = await connection.QueryAsync<DeadLetterRow>("""
            select id, at, stage, class, code, field, reason, connection, email, delivery_id as deliveryId, state, replay_id as replayId, item
              from dead_letter where state = 'open' and id < @before order by id desc limit @limit
            """, new { limit, before });
        var total = await connection.ExecuteScalarAsync<long>("select count(*) from dead_letter where state = 'open'");
        return new DeadLetterPage([.. items], total);
    }
}

/// <summary>Dead letters that nobody has dealt with, newest first.</summary>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetterRow> Items, long Total);

public sealed record DeadLetterRow
{
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Stage { get; init; }

    public required string Class { get; init; }

    public string? Code { get; init; }

    public string? Field { get; init; }

    public required string Reason { get; init; }

    public string? Connection { get; init; }

    public string? Email { get; init; }

    public long? DeliveryId { get; init; }

    public required string State { get; init; }

    public int? ReplayId { get; init; }

    /// <summary>The item that failed, as JSON text.</summary>
    public required string Item { get; init; }
}
