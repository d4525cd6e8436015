using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.DeadLetters;

/// <summary>Statements on dead letters.</summary>
internal static class DeadLetterSql
{
    private const string Columns = """
        id, at, stage, class, code, field, reason, connection, email, delivery_id as deliveryId, state, replay_id as replayId, item,
        group_id as groupId
        """;

    /// <summary>Sees to it that there is a group for each; in one order, so that two who add groups never wait for each other crosswise.</summary>
    public static Task AddGroups(this NpgsqlTransaction tx, IReadOnlyCollection<DeadLettered> letters) =>
        tx.Connection!.ExecuteAsync("""
            insert into dead_letter_group (connection, class, code, field)
            select distinct * from unnest(@connections, @classes, @codes, @fields) order by 1, 2, 3, 4
            on conflict do nothing
            """,
            new
            {
                connections = letters.Select(letter => letter.Connection ?? "").ToArray(),
                classes = letters.Select(letter => letter.Class).ToArray(),
                codes = letters.Select(letter => letter.Code ?? "").ToArray(),
                fields = letters.Select(letter => letter.Field ?? "").ToArray(),
            }, tx);

    /// <summary>Keeps each once, in its group.</summary>
    public static Task Keep(this NpgsqlTransaction tx, IReadOnlyCollection<DeadLettered> letters) =>
        tx.Connection!.ExecuteAsync("""
            insert into dead_letter (key, stage, delivery_id, class, code, field, reason, connection, email, item, at, trace, group_id)
            select l.*, g.id
              from unnest(@keys, @stages, @deliveries, @classes, @codes, @fields, @reasons, @connections, @emails, @items, @ats, @traces)
                as l(key, stage, delivery_id, class, code, field, reason, connection, email, item, at, trace)
              join dead_letter_group g on (g.connection, g.class, g.code, g.field)
                 = (coalesce(l.connection, ''), l.class, coalesce(l.code, ''), coalesce(l.field, ''))
            on conflict (key, stage) do nothing
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

    public static async Task<DeadLetterPage> Page(this NpgsqlDataSource dataSource, DeadLetterFilter filter, int limit, long before)
    {
        var arguments = new DynamicParameters(new { limit, before });
        var where = filter.Where(arguments);
        await using var connection = await dataSource.OpenConnectionAsync();
        var items = await connection.QueryAsync<DeadLetterRow>(
            $"select {Columns} from dead_letter where {where} and id < @before order by id desc limit @limit", arguments);
        var total = filter.IsEmpty && filter.State is null or "open"
            ? await connection.ExecuteScalarAsync<long>("select coalesce(sum(open), 0)::bigint from dead_letter_group")
            : await connection.ExecuteScalarAsync<long>($"select count(*) from dead_letter where {where}", arguments);
        return new DeadLetterPage([.. items], total);
    }

    public static async Task<DeadLetterRow?> FindDeadLetter(this NpgsqlDataSource dataSource, long id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<DeadLetterRow>($"select {Columns} from dead_letter where id = @id", new { id });
    }

    /// <summary>The open ones about a person, newest first.</summary>
    public static async Task<IReadOnlyList<DeadLetterRow>> OpenOf(this NpgsqlDataSource dataSource, string[] emails)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<DeadLetterRow>(
            $"select {Columns} from dead_letter where email = any(@emails) and state = 'open' order by id desc limit 100", new { emails })];
    }

    /// <summary>Those of a replay that failed again or are under way, newest first.</summary>
    public static async Task<IReadOnlyList<DeadLetterRow>> NotThrough(this NpgsqlDataSource dataSource, int replay, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<DeadLetterRow>(
            $"select {Columns} from dead_letter where replay_id = @replay and state in ('failed again', 'replaying') order by id desc limit @limit",
            new { replay, limit })];
    }

    /// <summary>Moves those meant from one state to another; says how many.</summary>
    public static async Task<int> Move(this NpgsqlTransaction tx, string condition, DynamicParameters arguments, string to)
    {
        arguments.Add("to_state", to);
        return await tx.Connection!.ExecuteAsync(
            $"update dead_letter set state = @to_state where {condition}", arguments, tx, commandTimeout: 120);
    }

    /// <summary>Bulk changes of dead letters go one after the other: two that want the same ones would wait for each other crosswise.</summary>
    public static Task TakeTurn(this NpgsqlTransaction tx) =>
        tx.Connection!.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('dead letters', 0))", transaction: tx);
}

/// <summary>Dead letters, newest first.</summary>
/// <param name="Total">How many there are of these in all.</param>
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

    /// <summary>Those with the same connection, class, code and field.</summary>
    public required long GroupId { get; init; }

    internal DeadLetterRow For(Access.Sight sight) => sight.IsMasked
        ? this with { Email = sight.Email(Email), Reason = sight.Payload(Reason)!, Item = sight.Payload(Item)! }
        : this;
}
