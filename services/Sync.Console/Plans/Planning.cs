using Dapper;
using Npgsql;
using Sync.Console.DeadLetters;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Plans;

/// <summary>Asks what would be written now. The stage that knows persons decides by the same rules as for a replay, and keeps nothing.</summary>
internal sealed class Planning(NpgsqlDataSource dataSource, OutboxDispatcher outbox)
{
    /// <summary>Of more, the oldest are shown: those that a replay begins with.</summary>
    public const int Most = 50;

    /// <returns>Number of the dry run; null if there is nothing to ask about.</returns>
    public async Task<Guid?> Begin(Selection selection, CancellationToken ct)
    {
        var arguments = new DynamicParameters();
        var letters = await dataSource.LettersToPlan(selection.Where(arguments), arguments, Most);
        if (letters.Count == 0)
        {
            return null;
        }

        var replay = await dataSource.NextReplay();
        var id = Guid.CreateVersion7();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.BeginPlan(id, letters);
        await tx.Enqueue(new PlanRequested { Id = id, Changes = [.. letters.Select(letter => letter.Change(replay)).OfType<PersonChange>()] });
        await tx.CommitAsync(ct);
        outbox.Wake();
        return id;
    }
}
