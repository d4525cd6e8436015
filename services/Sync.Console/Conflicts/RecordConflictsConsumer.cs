using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Console.Conflicts;

/// <summary>Keeps how conflicts stand.</summary>
internal sealed class RecordConflictsConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<ConflictNoted>
{
    public async Task Consume(IReadOnlyList<ConflictNoted> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        // One row a field, in one order, so that two envelopes never wait for each other crosswise.
        await tx.Keep([.. items.OrderByDescending(note => note.Version).DistinctBy(note => (note.PersonId, note.Field))
            .OrderBy(note => note.PersonId).ThenBy(note => note.Field, StringComparer.Ordinal)]);
        await tx.CommitAsync(ct);
    }

    public DeadLettered Describe(ConflictNoted item, Exception cause) => DeadLetter.Of(
        item, $"{item.PersonId} {item.Field} {item.Version}", null, "journal", $"A conflict over {item.Field} could not be kept", cause,
        time.GetUtcNow());
}
