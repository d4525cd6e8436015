using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Writer.Work;

namespace Sync.Writer.Pauses;

/// <summary>Notes what operators stop and let go on, and tells whoever holds the connection's lane.</summary>
internal sealed class AcceptPausesConsumer(NpgsqlDataSource dataSource, WorkSignal signal, TimeProvider time) : IEnvelopeConsumer<OrderPause>
{
    public async Task Consume(IReadOnlyList<OrderPause> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        foreach (var order in items)
        {
            await tx.Keep(order);
        }

        await tx.Announce(items.Select(order => order.Connection).Distinct(), News.Pauses);
        await tx.CommitAsync(ct);
        foreach (var order in items)
        {
            signal.Wake(order.Connection, News.Pauses);
        }
    }

    public DeadLettered Describe(OrderPause item, Exception cause) => DeadLetter.Of(
        item, $"{item.Connection} {item.Order}", null, "pause", $"A pause of {item.Connection} could not be taken up", cause, time.GetUtcNow());
}
