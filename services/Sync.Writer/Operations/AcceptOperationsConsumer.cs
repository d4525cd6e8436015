using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Work;

namespace Sync.Writer.Operations;

/// <summary>Takes operations into the table and is done: the lanes work them off. One that had its end before gets its answer once more,
/// because the first answer may have been lost with the broker's data.</summary>
internal sealed class AcceptOperationsConsumer(NpgsqlDataSource dataSource, WorkSignal signal, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<OperationRequest>
{
    public async Task Consume(IReadOnlyList<OperationRequest> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.AcceptOperations([.. items.DistinctBy(item => item.Key)]);
        await tx.Hurry(items);
        if ((await tx.EndedOperations(items.Select(item => item.Key))).ToList() is { Count: > 0 } ended)
        {
            await tx.Enqueue(OperationAnswers.Of(ended, time.GetUtcNow()));
        }

        var targets = items.Select(item => item.Target).Distinct().ToList();
        await tx.Announce(targets, News.Operations | News.Writes);
        await tx.CommitAsync(ct);
        outbox.Wake();
        targets.ForEach(target => signal.Wake(target, News.Operations | News.Writes));
    }

    public DeadLettered Describe(OperationRequest item, Exception cause) => DeadLetter.Of(
        item, item.Key, item.DeliveryId, Stages.Written, "The operation could not be taken in", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
        Email = item.Email,
        Trace = item.Trace,
    };
}
