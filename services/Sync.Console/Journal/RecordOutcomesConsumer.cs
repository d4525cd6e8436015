using Npgsql;
using Sync.Console.Replays;
using Sync.Console.Traffic;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Journal;

/// <summary>Keeps what the stages report, and notes how replays went.</summary>
internal sealed class RecordOutcomesConsumer(NpgsqlDataSource dataSource, ReplayRunner replays, Proofs proofs, TrafficTally traffic, TimeProvider time)
    : IEnvelopeConsumer<OutcomeReached>
{
    public async Task Consume(IReadOnlyList<OutcomeReached> items, CancellationToken ct)
    {
        // Sorted, so that two envelopes that report the same facts never wait for each other crosswise; one row a fact.
        var facts = items.OrderByDescending(item => item.Final).DistinctBy(item => (item.Key, item.Stage))
            .OrderBy(item => item.Key, StringComparer.Ordinal).ThenBy(item => item.Stage, StringComparer.Ordinal).ToList();
        var replayed = ReplayedItem.In(facts);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.Keep(facts);
        if (replayed.Count > 0)
        {
            await tx.NoteReplayed(replayed);
        }

        await tx.CommitAsync(ct);
        proofs.Note(facts);
        traffic.Note(facts);
        if (replayed.Count > 0)
        {
            replays.Wake();
        }
    }

    public DeadLettered Describe(OutcomeReached item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "journal", $"The outcome of delivery {item.DeliveryId} could not be kept", cause, time.GetUtcNow());
}
