using Npgsql;
using Sync.Console.Replays;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Journal;

/// <summary>Keeps what the stages report, and notes how replays went.</summary>
internal sealed class RecordOutcomesConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<OutcomeReached>
{
    public async Task Consume(IReadOnlyList<OutcomeReached> items, CancellationToken ct)
    {
        // Sorted, so that two envelopes that report the same facts never wait for each other crosswise; one row a fact.
        var facts = items.OrderByDescending(item => item.Final).DistinctBy(item => (item.Key, item.Stage))
            .OrderBy(item => item.Key, StringComparer.Ordinal).ThenBy(item => item.Stage, StringComparer.Ordinal).ToList();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.Keep(facts);
        if (facts.Where(fact => fact.Final).Select(ReplayedItem.From).OfType<ReplayedItem>().ToList() is { Count: > 0 } replayed)
        {
            await tx.NoteReplayed(replayed);
        }

        await tx.CommitAsync(ct);
    }

    public DeadLettered Describe(OutcomeReached item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "journal", $"The outcome of delivery {item.DeliveryId} could not be kept", cause, time.GetUtcNow());
}
