using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer;

/// <summary>Takes read requests into the table and is done: the lanes work them off. A request that had its end before gets its answer
/// once more, because the first answer may have been lost with the broker's data.</summary>
internal sealed class AcceptReadsConsumer(
    NpgsqlDataSource dataSource, WorkSignal signal, OutboxDispatcher outbox, IOptions<WriterOptions> options, TimeProvider time)
    : IEnvelopeConsumer<ReadRequest>
{
    public async Task Consume(IReadOnlyList<ReadRequest> items, CancellationToken ct)
    {
        var requests = items.DistinctBy(item => item.Key).ToList();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.AcceptReads(requests, TimeSpan.FromMilliseconds(options.Value.RestMilliseconds));
        if ((await tx.EndedReads(requests.Select(request => request.Key))).ToList() is { Count: > 0 } ended)
        {
            await tx.Enqueue(ReadAnswers.Of(ended.ConvertAll(read => new SettledRead(read, read.Outcome!, read.Detail)), time.GetUtcNow()));
        }

        var sources = requests.Select(request => request.Connection).Distinct().ToList();
        await tx.Announce(sources, News.Reads);
        await tx.CommitAsync(ct);
        outbox.Wake();
        sources.ForEach(source => signal.Wake(source, News.Reads));
    }

    public DeadLettered Describe(ReadRequest item, Exception cause) => DeadLetter.Of(
        item, item.Key, item.DeliveryId, Stages.Read, "The read could not be taken in", cause, time.GetUtcNow()) with
    {
        Connection = item.Connection,
        Trace = item.Trace,
    };
}
