using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.DeadLetters;

/// <summary>Keeps dead letters, and reports each as the final outcome of its delivery in the same transaction.</summary>
internal sealed class DeadLetterStore(NpgsqlDataSource dataSource, OutboxDispatcher outbox) : IDeadLetterStore
{
    public async Task Keep(IReadOnlyList<DeadLettered> letters, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.AddGroups(letters);
        await tx.Keep(letters.DistinctBy(letter => (letter.Key, letter.Stage)).ToList());
        // Reported also when it was known already: the first report may have been lost with the broker's data.
        if (letters.Where(letter => letter.DeliveryId is not null).ToList() is { Count: > 0 } ended)
        {
            await tx.Enqueue(new OutcomesReached { Items = [.. ended.Select(Outcome)] });
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
    }

    private static OutcomeReached Outcome(DeadLettered letter) => new()
    {
        Key = letter.Key,
        DeliveryId = letter.DeliveryId!.Value,
        Stage = letter.Stage,
        Outcome = $"{Outcomes.DeadLettered}: {letter.Class}",
        Final = true,
        Detail = letter.Reason,
        Email = letter.Email,
        Target = letter.Stage == Stages.Written ? letter.Connection : null,
        Source = letter.Stage == Stages.Written ? null : letter.Connection,
        ReceivedAt = letter.At,
        At = letter.At,
        Trace = letter.Trace,
    };
}
