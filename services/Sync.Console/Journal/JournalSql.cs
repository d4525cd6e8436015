using Dapper;
using Npgsql;
using Sync.Contracts;

namespace Sync.Console.Journal;

/// <summary>Statements on the journal.</summary>
internal static class JournalSql
{
    private const string Columns = """
        key, stage, delivery_id as deliveryId, outcome, final, detail, source, kind, email, person_id as personId, target, module,
        record_id as recordId, received_at as receivedAt, mapped_at as mappedAt, at, policy_version as policyVersion, trace
        """;

    /// <summary>Keeps each fact once; repeated by the bus, it stays as it first was.</summary>
    public static Task Keep(this NpgsqlTransaction tx, IReadOnlyCollection<OutcomeReached> outcomes) =>
        tx.Connection!.ExecuteAsync("""
            insert into outcome as held (key, stage, delivery_id, outcome, final, detail, source, kind, email, person_id, target, module,
                                         record_id, received_at, mapped_at, at, policy_version, trace)
            select * from unnest(@keys, @stages, @deliveries, @outcomes, @finals, @details, @sources, @kinds, @emails, @persons, @targets,
                                 @modules, @records, @received, @mapped, @ats, @versions, @traces)
            on conflict (delivery_id, key, stage) do update
               set outcome = excluded.outcome, final = excluded.final, detail = excluded.detail, at = excluded.at
             where excluded.final and not held.final
            """,
            new
            {
                keys = outcomes.Select(item => item.Key).ToArray(),
                stages = outcomes.Select(item => item.Stage).ToArray(),
                deliveries = outcomes.Select(item => item.DeliveryId).ToArray(),
                outcomes = outcomes.Select(item => item.Outcome).ToArray(),
                finals = outcomes.Select(item => item.Final).ToArray(),
                details = outcomes.Select(item => item.Detail).ToArray(),
                sources = outcomes.Select(item => item.Source).ToArray(),
                kinds = outcomes.Select(item => item.Kind).ToArray(),
                emails = outcomes.Select(item => item.Email).ToArray(),
                persons = outcomes.Select(item => item.PersonId).ToArray(),
                targets = outcomes.Select(item => item.Target).ToArray(),
                modules = outcomes.Select(item => item.Module).ToArray(),
                records = outcomes.Select(item => item.RecordId).ToArray(),
                received = outcomes.Select(item => item.ReceivedAt.UtcDateTime).ToArray(),
                // As offsets: of an array of DateTime whose first is null, Npgsql makes one without time zone.
                mapped = outcomes.Select(item => item.MappedAt?.ToUniversalTime()).ToArray(),
                ats = outcomes.Select(item => item.At.UtcDateTime).ToArray(),
                versions = outcomes.Select(item => item.PolicyVersion).ToArray(),
                traces = outcomes.Select(item => item.Trace).ToArray(),
            }, tx);

    /// <summary>The newest facts about whoever has, or had, the address, oldest first.</summary>
    public static async Task<IReadOnlyList<OutcomeReached>> OfEmail(this NpgsqlDataSource dataSource, string email, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var persons = await connection.QueryAsync<long>("""
            select distinct person_id from (
                   select person_id from outcome where email = @email order by id desc limit @limit) as told where person_id is not null
            """, new { email, limit });
        return await connection.About(email, await connection.WithJoined([.. persons]), limit);
    }

    /// <summary>The same persons, and those that were found to be one with them.</summary>
    private static async Task<long[]> WithJoined(this NpgsqlConnection connection, long[] persons) => persons.Length == 0 ? persons :
    [
        .. await connection.QueryAsync<long>("""
            with recursive one (id) as (
                select unnest(@persons)
                 union
                select case r.claimant_id when one.id then r.owner_id else r.claimant_id end
                  from one join review r on r.decision = 'same' and r.state = 'closed' and one.id in (r.claimant_id, r.owner_id)
            )
            select id from one
            """, new { persons }),
    ];

    private static async Task<IReadOnlyList<OutcomeReached>> About(this NpgsqlConnection connection, string email, long[] persons, int limit)
    {
        var newest = await connection.QueryAsync<OutcomeReached>($"""
            select {Columns} from (
                   (select * from outcome where email = @email order by id desc limit @limit)
                    union
                   (select * from outcome where person_id = any(@persons) order by id desc limit @limit)) as told
             order by id desc limit @limit
            """, new { email, persons, limit });
        return [.. newest.Reverse()];
    }

    /// <summary>The newest facts about a record at a vendor, oldest first.</summary>
    public static async Task<IReadOnlyList<OutcomeReached>> OfRecord(this NpgsqlDataSource dataSource, string record, int limit)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var newest = await connection.QueryAsync<OutcomeReached>(
            $"select {Columns} from outcome where record_id = @record order by id desc limit @limit", new { record, limit });
        return [.. newest.Reverse()];
    }

    public static async Task<IReadOnlyList<OutcomeReached>> OfDelivery(this NpgsqlDataSource dataSource, long deliveryId)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<OutcomeReached>(
            $"select {Columns} from outcome where delivery_id = @deliveryId order by id", new { deliveryId })];
    }
}
