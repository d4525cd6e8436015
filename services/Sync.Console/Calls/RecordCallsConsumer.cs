using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Calls;

/// <summary>Keeps what was asked of vendors.</summary>
internal sealed class RecordCallsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<CallMade>
{
    public async Task Consume(IReadOnlyList<CallMade> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.Keep(items);
        await tx.CommitAsync(ct);
    }

    public DeadLettered Describe(CallMade item, Exception cause) => DeadLetter.Of(
        item, $"{item.Connection} {item.Id}", null, "journal", $"What was asked of {item.Connection} could not be kept", cause, time.GetUtcNow());
}
