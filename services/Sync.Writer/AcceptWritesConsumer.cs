using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Work;

namespace Sync.Writer;

/// <summary>Takes write requests into the table and is done: the lanes work them off. A request that was settled before gets its
/// answer once more, because the first answer may have been lost with the broker's data.</summary>
internal sealed class AcceptWritesConsumer(
    NpgsqlDataSource dataSource, WorkSignal signal, OutboxDispatcher outbox, IOptions<WriterOptions> options, TimeProvider time)
    : IEnvelopeConsumer<WriteRequest>
{
    private readonly Rest _rest = Rest.Of(options.Value);

    public async Task Consume(IReadOnlyList<WriteRequest> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var accepted = await tx.Accept(items, _rest);
        await tx.RestOn([.. items.Where(item => accepted.Resting.Contains(item.Key))], _rest);
        var known = items.Where(item => !accepted.New.Contains(item.Key)).Select(item => item.Key).ToList();
        if (known.Count > 0 && (await tx.Settled(known)).ToList() is { Count: > 0 } settled)
        {
            await tx.Enqueue(Answers.Of([.. settled.Select(Again)], time.GetUtcNow(), isRepeated: true));
        }

        var targets = items.Select(item => item.Target).Distinct().ToList();
        await tx.Announce(targets, News.Writes);
        await tx.CommitAsync(ct);
        outbox.Wake();
        targets.ForEach(target => signal.Wake(target, News.Writes));
    }

    public DeadLettered Describe(WriteRequest item, Exception cause) => DeadLetter.Of(
        item, item.Key, item.DeliveryId, Stages.Written, "The write could not be taken in", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
        Email = item.Email,
        Trace = item.Trace,
    };

    private static SettledWork Again(PendingWork work) => new(work, work.Outcome!, work.Detail, work.Module, work.RecordId);
}
