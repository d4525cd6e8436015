using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Conflicts;

/// <summary>Hands people's decisions about conflicts to the stage that knows persons.</summary>
internal sealed class Flipping(NpgsqlDataSource dataSource, OutboxDispatcher outbox, TimeProvider time)
{
    public const string NotNow = "This conflict cannot be turned round: it is closed, has changed since it was shown, or is just being turned round.";

    /// <param name="seen">The version that the decision was made on; null for whatever stands there now.</param>
    /// <returns>Null if nothing was begun.</returns>
    public async Task<ConflictRow?> Begin(long id, long? seen, ClaimsPrincipal who, CancellationToken ct)
    {
        var flip = Guid.CreateVersion7();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (await tx.BeginFlip(id, flip, who.Known(), seen) is not { } row)
        {
            return null;
        }

        await tx.Enqueue(new FlipConflict
        {
            Id = flip, PersonId = row.PersonId, Field = row.Field, By = who.Known(), At = time.GetUtcNow(),
            Winner = new ConflictClaim(row.WinnerValue, row.WinnerBy, row.WinnerAt), Loser = new ConflictClaim(row.LoserValue, row.LoserBy, row.LoserAt),
        });
        // Without the values: the audit is no place for personal data.
        await tx.Audit(who, $"turned round conflict {id}", $"{row.Field} of person {row.PersonId}: {row.LoserBy}'s value instead of {row.WinnerBy}'s");
        await tx.CommitAsync(ct);
        outbox.Wake();
        return row;
    }
}
