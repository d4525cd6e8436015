using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Ingress;

/// <summary>Statements on the inbox.</summary>
internal static class InboxSql
{
    /// <summary>Stores what is new, each in flight from then on, and gives the new ones' numbers by key.</summary>
    /// <remarks>Numbered as they came, because the number tells which of two changes was the later; inserted in the order of their
    /// keys, so that two commits that hold the same deliveries never wait for each other crosswise.</remarks>
    public static async Task<Dictionary<Guid, long>> Store(
        this NpgsqlDataSource dataSource, List<StrandedDelivery> deliveries, int publishWithinSeconds)
    {
        await using var command = dataSource.CreateCommand("""
            with stored as (
                insert into delivery (id, key, connection, received_at, content_type, query, headers, trace, body)
                overriding system value
                select * from (
                    select nextval('delivery_id_seq'), d.*
                      from unnest($1, $2, $3, $4, $5, $6, $7, $8)
                           as d(key, connection, received_at, content_type, query, headers, trace, body)
                ) as numbered
                 order by key
                on conflict (key) do nothing
                returning id, key, received_at
            ), opened as (
                insert into settlement (delivery_id, received_at, due_at)
                select id, received_at, now() + make_interval(secs => $9) from stored
            ), counted as (
                update tally
                   set accepted = accepted + (select count(*) from stored),
                       duplicates = duplicates + $10 - (select count(*) from stored)
                 where slot = $11
            )
            select key, id from stored
            """);
        command.CommandTimeout = 4;
        Add(command, NpgsqlDbType.Uuid, deliveries.ConvertAll(delivery => delivery.Key).ToArray());
        Add(command, NpgsqlDbType.Text, deliveries.ConvertAll(delivery => delivery.Connection).ToArray());
        Add(command, NpgsqlDbType.TimestampTz, deliveries.ConvertAll(delivery => delivery.ReceivedAt.UtcDateTime).ToArray());
        Add(command, NpgsqlDbType.Text, deliveries.ConvertAll(delivery => delivery.ContentType).ToArray());
        Add(command, NpgsqlDbType.Text, deliveries.ConvertAll(delivery => delivery.Query).ToArray());
        Add(command, NpgsqlDbType.Text, deliveries.ConvertAll(delivery => delivery.Headers).ToArray());
        Add(command, NpgsqlDbType.Text, deliveries.ConvertAll(delivery => delivery.Trace).ToArray());
        Add(command, NpgsqlDbType.Bytea, deliveries.ConvertAll(delivery => delivery.Body).ToArray());
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = publishWithinSeconds });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = deliveries.Count });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AnySlot() });

        var stored = new Dictionary<Guid, long>(deliveries.Count);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            stored.Add(reader.GetGuid(0), reader.GetInt64(1));
        }

        return stored;
    }

    /// <summary>Published once more: comes due again if it has no outcome after a while that doubles each time. What was opened for a
    /// replay since is due at once and stays so.</summary>
    public static async Task MarkPublished(
        this NpgsqlDataSource dataSource, IReadOnlyList<(long Id, int Replay)> published, int republishAfterSeconds)
    {
        // Nearly all have the same number: none. A join with pairs would be planned as if there were few of them.
        foreach (var same in published.GroupBy(delivery => delivery.Replay, delivery => delivery.Id))
        {
            await dataSource.Execute($"""
                update settlement
                   set published = published + 1,
                       due_at = now() + make_interval(secs => @republishAfterSeconds * power(2, least(published, 6)))
                 where delivery_id = any(@ids) and replay = @replay and settled_at is null
                {Durability.NotAwaited}
                """, new { ids = same.ToArray(), replay = same.Key, republishAfterSeconds = (double)republishAfterSeconds });
        }
    }

    /// <summary>Takes deliveries that are due, for this instance alone; they come due again soon unless they are marked published.</summary>
    public static async Task<List<ReceivedDelivery>> TakeDue(this NpgsqlDataSource dataSource, int limit, int publishWithinSeconds)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        var due = await connection.QueryAsync<ReceivedDelivery, string?, ReceivedDelivery>("""
            with taken as (
                update settlement set due_at = now() + make_interval(secs => @publishWithinSeconds)
                 where delivery_id in (
                       select delivery_id from settlement
                        where settled_at is null and due_at <= now()
                        order by delivery_id limit @limit for update skip locked)
                returning delivery_id, replay, patch
            )
            select d.id, d.connection, d.received_at as receivedAt, d.content_type as contentType, d.query, d.body, d.trace, t.replay, t.patch
              from taken t join delivery d on d.id = t.delivery_id
             where d.body is not null
             order by d.id
            """,
            (delivery, patch) => patch is null ? delivery : delivery with { Patch = JsonSerializer.Deserialize<Dictionary<string, string?>>(patch) },
            new { limit, publishWithinSeconds = (double)publishWithinSeconds }, splitOn: "patch");
        return due.ToList();
    }

    /// <summary>Closes deliveries with their outcome. One that is closed stays as it is, unless it ended among the dead letters. Where that
    /// is lost with the server, they come due and are told their outcome once more.</summary>
    public static Task Settle(this NpgsqlDataSource dataSource, long[] ids, string[] outcomes) =>
        dataSource.Execute($"""
            with settled as (
                update settlement set settled_at = now(), outcome = (@outcomes)[array_position(@ids, delivery_id)]
                 where delivery_id = any(@ids) and settled_at is null
                returning 1
            )
            update tally set settled = settled + (select count(*) from settled) where slot = @slot
            {Durability.NotAwaited}
            """, new { ids, outcomes, slot = AnySlot() });

    /// <summary>True if all of these still have their payload; without it nothing can be sent again.</summary>
    public static async Task<bool> HavePayload(this NpgsqlDataSource dataSource, long[] ids)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>("""
            select not exists (select 1 from unnest(@ids) as asked(id) left join delivery d using (id) where d.body is null)
            """, new { ids });
    }

    /// <summary>Opens deliveries again for a replay, due at once.</summary>
    public static Task Reopen(this NpgsqlDataSource dataSource, IReadOnlyList<ReplayDelivery> deliveries) =>
        dataSource.Execute("""
            with reopened as (
                update settlement s
                   set settled_at = null, outcome = null, replay = r.replay, patch = r.patch, published = 0, due_at = now()
                  from unnest(@ids, @replays, @patches) as r(id, replay, patch)
                 where s.delivery_id = r.id and s.replay < r.replay
                returning (select old.settled_at from settlement old where old.delivery_id = s.delivery_id) as was_settled
            )
            update tally set settled = settled - (select count(was_settled) from reopened) where slot = @slot
            """,
            new
            {
                ids = deliveries.Select(delivery => delivery.DeliveryId).ToArray(),
                replays = deliveries.Select(delivery => delivery.Replay).ToArray(),
                patches = deliveries.Select(delivery => delivery.Patch).ToArray(),
                slot = AnySlot(),
            });

    /// <summary>What was taken in, what has ended and what is under way, with the age in seconds of the oldest.</summary>
    public static async Task<InboxCounts> Count(this NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.QuerySingleAsync<InboxCounts>("""
            select (select sum(accepted)::bigint from tally) as accepted,
                   (select sum(duplicates)::bigint from tally) as duplicates,
                   (select sum(settled)::bigint from tally) as settled,
                   (select count(*) from settlement where settled_at is null) as inFlight,
                   (select coalesce(extract(epoch from now() - min(received_at)), 0)::float8
                      from settlement where settled_at is null) as oldestSeconds
            """);
    }

    private static async Task Execute(this NpgsqlDataSource dataSource, string statement, object arguments)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(statement, arguments);
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType element, Array values) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | element, Value = values });

    private static int AnySlot() => Random.Shared.Next(32);
}

/// <summary>The inbox in numbers: accepted is always settled plus in flight.</summary>
internal sealed record InboxCounts(long Accepted, long Duplicates, long Settled, long InFlight, double OldestSeconds);
