using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Reviews;

/// <summary>Keeps how reviews stand.</summary>
internal sealed class RecordReviewsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<ReviewNoted>
{
    public async Task Consume(IReadOnlyList<ReviewNoted> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        // In one order, so that two envelopes never wait for each other crosswise. They are few: one statement each is enough.
        foreach (var note in items.OrderBy(note => note.Id).ThenBy(note => note.At))
        {
            await tx.Keep(note);
        }

        await tx.CommitAsync(ct);
    }

    public DeadLettered Describe(ReviewNoted item, Exception cause) => DeadLetter.Of(
        item, $"review {item.Id}", null, "journal", "The question whether two persons are one could not be kept", cause, time.GetUtcNow());
}
