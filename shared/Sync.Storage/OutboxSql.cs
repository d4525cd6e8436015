using System.Text.Json;
using Dapper;
using Npgsql;

namespace Sync.Storage;

/// <summary>Statements on the outbox of the schema that the connection is in.</summary>
public static class OutboxSql
{
    /// <summary>Puts messages beside the state that they speak of: both are committed, or neither.</summary>
    public static Task Enqueue(this NpgsqlTransaction tx, params IReadOnlyCollection<object> messages) =>
        tx.Connection!.ExecuteAsync("""
            insert into outbox_message (contract, body)
            select * from unnest(@contracts, @bodies)
            """,
            new
            {
                contracts = messages.Select(message => message.GetType().Name).ToArray(),
                bodies = messages.Select(message => JsonSerializer.Serialize(message, message.GetType(), OutboxJson.Options)).ToArray(),
            }, tx);

    /// <summary>Takes the oldest messages that no other instance holds; they are gone when the transaction commits. Where that is lost
    /// with the server, they are sent once more.</summary>
    public static Task<IEnumerable<OutboxMessage>> Take(this NpgsqlTransaction tx, int limit) =>
        tx.Connection!.QueryAsync<OutboxMessage>($"""
            delete from outbox_message
             where id in (select id from outbox_message order by id limit @limit for update skip locked)
            returning id, contract, body
            {Durability.NotAwaited}
            """, new { limit }, tx);
}
