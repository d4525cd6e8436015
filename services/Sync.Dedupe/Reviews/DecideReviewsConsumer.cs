using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Dedupe.Reviews;

/// <summary>
/// Carries out what people decide about two persons. The first decision about a review counts; any other is answered with how it stands.
/// One person, what is to be written and the answer commit together.
/// </summary>
internal sealed class DecideReviewsConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<DecideReview>
{
    public async Task Consume(IReadOnlyList<DecideReview> items, CancellationToken ct)
    {
        foreach (var decision in items)
        {
            await Carry(decision, ct);
        }

        outbox.Wake();
    }

    public DeadLettered Describe(DecideReview item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, Stages.Matched, $"The decision about review {item.ReviewId} could not be carried out", cause, time.GetUtcNow());

    private async Task Carry(DecideReview decision, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (await tx.FindReview(decision.ReviewId) is not { } review)
        {
            return;
        }

        var (claimant, owner) = await LockBoth(tx, review);
        if (await tx.Close(decision))
        {
            await (decision.AreSame && claimant.Id != owner.Id
                ? Join(tx, claimant, owner, review, decision)
                : tx.Enqueue(new OutcomesReached { Items = [ReviewOutcome.Of(policy, owner, review, decision, null, time.GetUtcNow())] }));
        }

        await tx.Enqueue(new ReviewsNoted
        {
            Items = await ReviewNotes.Of(tx, [(await tx.FindReview(decision.ReviewId))!], time.GetUtcNow()),
        });
        await tx.CommitAsync(ct);
    }

    /// <summary>Both as they are now: each may have become another one since.</summary>
    private static async Task<(PersonRow Claimant, PersonRow Owner)> LockBoth(NpgsqlTransaction tx, ReviewRow review)
    {
        var (claimant, owner) = (review.Claimant, review.Owner);
        while (true)
        {
            var rows = await tx.Lock([claimant, owner]);
            if (rows[claimant].MergedInto is null && rows[owner].MergedInto is null)
            {
                return (rows[claimant], rows[owner]);
            }

            (claimant, owner) = (rows[claimant].MergedInto ?? claimant, rows[owner].MergedInto ?? owner);
        }
    }

    private async Task Join(NpgsqlTransaction tx, PersonRow gone, PersonRow kept, ReviewRow review, DecideReview decision)
    {
        var now = time.GetUtcNow();
        var before = (await tx.LinksOf([gone.Id]))[gone.Id];
        await tx.Join(gone.Id, kept.Id);
        var after = (await tx.LinksOf([kept.Id]))[kept.Id].ToList();
        var joined = JoinDecision.Decide(policy, gone, kept, [.. before], after, now);
        var writes = joined.Writes(policy, review, decision, now);
        await tx.Save([joined.Person with { State = writes.State.ToJson() }, gone with { Version = gone.Version + 1 }]);
        await tx.Enqueue(new OutcomesReached
        {
            Items = [ReviewOutcome.Of(policy, joined.Person, review, decision, writes.Requests, now)],
        });
        if (writes.Requests.Count > 0)
        {
            await tx.Enqueue(new WritesRequested { Items = writes.Requests });
        }

        if (joined.OptOutsBehind(policy, review, decision, now) is { Count: > 0 } optOuts)
        {
            await tx.Enqueue(new OperationsRequested { Items = optOuts });
        }

        if (joined.Conflicts(gone, kept, now) is { Count: > 0 } notes)
        {
            await tx.Enqueue(new ConflictsNoted { Items = notes });
        }
    }
}
