using System.Text.Json;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Plans;

/// <summary>Statements on dry runs.</summary>
internal static class PlanSql
{
    /// <summary>Dead letters that a dry run is about, each with what is needed to ask, the oldest first.</summary>
    public static async Task<IReadOnlyList<PlanLetter>> LettersToPlan(
        this NpgsqlDataSource dataSource, string condition, DynamicParameters arguments, int limit)
    {
        arguments.Add("limit", limit);
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<PlanLetter>($"""
            select l.id, l.delivery_id as deliveryId, l.stage, l.item, f.source, f.kind, f.module, f.record_id as recordId, f.email,
                   f.received_at as receivedAt, coalesce(own.operations, shared.operations) as operations
              from (select * from dead_letter where {condition} order by id limit @limit) as l
              left join lateral (
                   select source, kind, module, record_id, email, received_at from outcome
                    where delivery_id = l.delivery_id and stage = 'matched' order by id desc limit 1) f on true
              left join patch own on own.dead_letter_id = l.id
              left join patch shared on shared.group_id = l.group_id
             order by l.id
            """, arguments)];
    }

    /// <summary>The number that the next replay would have: a dry run ranks corrections as that replay would.</summary>
    public static async Task<int> NextReplay(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<int>("select coalesce(max(id), 0) + 1 from replay");
    }

    public static Task BeginPlan(this NpgsqlTransaction tx, Guid id, IEnumerable<PlanLetter> letters) =>
        tx.Connection!.ExecuteAsync("""
            delete from plan where asked_at < now() - interval '1 day';
            insert into plan (id, letters) values (@id, @letters)
            """, new { id, letters = JsonSerializer.Serialize(letters.Select(letter => letter.Id)) }, tx);

    public static async Task EndPlan(this NpgsqlDataSource dataSource, PlanMade plan)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update plan set changes = @changes where id = @Id", new { plan.Id, changes = JsonSerializer.Serialize(plan.Changes, OutboxJson.Options) });
    }

    public static async Task<PlanNow?> FindPlan(this NpgsqlDataSource dataSource, Guid id)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.QuerySingleOrDefaultAsync<PlanRow>(
            "select id, asked_at as askedAt, letters, changes from plan where id = @id", new { id }) is { } row ? PlanNow.Of(row) : null;
    }
}

internal sealed record PlanRow(Guid Id, DateTime AskedAt, string Letters, string? Changes);

/// <summary>What would be written if these dead letters were replayed now.</summary>
/// <param name="State"><c>waiting</c> until the stage that decides has answered, then <c>done</c>.</param>
/// <param name="Items">One for each dead letter.</param>
public sealed record PlanNow(Guid Id, string State, DateTime AskedAt, IReadOnlyList<PlannedLetter> Items)
{
    internal static PlanNow Of(PlanRow row)
    {
        var changes = row.Changes is null ? [] : JsonSerializer.Deserialize<List<PlannedChange>>(row.Changes, OutboxJson.Options)!;
        return new PlanNow(row.Id, row.Changes is null ? "waiting" : "done", row.AskedAt,
        [
            .. JsonSerializer.Deserialize<List<long>>(row.Letters)!
                .Select(id => new PlannedLetter(id, changes.FirstOrDefault(change => change.Key == $"{id}"))),
        ]);
    }
}

/// <summary>What one dead letter would come to; null while that is not known, or where it cannot be known before it is read anew.</summary>
public sealed record PlannedLetter(long DeadLetterId, PlannedChange? Change);
