using System.Security.Claims;
using Npgsql;
using Sync.Console.Access;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Reviews;

/// <summary>Hands people's decisions about reviews to the stage that knows persons.</summary>
internal sealed class Deciding(NpgsqlDataSource dataSource, OutboxDispatcher outbox, TimeProvider time)
{
    public const string NoDecision = "The decision must be 'same' or 'different'.";
    public const string NotNow = "This review cannot be decided: it is decided already, or is just being decided.";

    public static bool IsDecision(string? word) => word is ReviewSql.Same or ReviewSql.Different;

    /// <returns>Null if nothing was begun.</returns>
    public async Task<ReviewRow?> Begin(long id, string decision, ClaimsPrincipal who, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (await tx.BeginDecision(id, decision, who.Known()) is not { } row)
        {
            return null;
        }

        await tx.Enqueue(new DecideReview
        {
            Id = Guid.CreateVersion7(), ReviewId = id, AreSame = decision == ReviewSql.Same, By = who.Known(), At = time.GetUtcNow(),
        });
        // By numbers: the audit is no place for personal data.
        await tx.Audit(who, $"decided review {id}", $"{decision}: persons {row.Claimant.Id} and {row.Owner.Id}");
        await tx.CommitAsync(ct);
        outbox.Wake();
        return row;
    }
}
