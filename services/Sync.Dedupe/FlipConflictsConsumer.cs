using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Dedupe;

/// <summary>Turns conflicts round as people decided. The new state, what is to be written and the answer commit together, once a decision.</summary>
internal sealed class FlipConflictsConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<FlipConflict>
{
    public async Task Consume(IReadOnlyList<FlipConflict> items, CancellationToken ct)
    {
        foreach (var flip in items)
        {
            await Carry(flip, ct);
        }

        outbox.Wake();
    }

    public DeadLettered Describe(FlipConflict item, Exception cause) => DeadLetter.Of(
        item, $"{item.Id}", null, Stages.Matched, $"The conflict over {item.Field} could not be turned round", cause, time.GetUtcNow());

    private async Task Carry(FlipConflict flip, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (!await tx.TryFlip(flip.Id) || !(await tx.Lock([flip.PersonId])).TryGetValue(flip.PersonId, out var held))
        {
            return;
        }

        var row = held with { Version = held.Version + 1 };
        var links = (await tx.LinksOf([row.Id]))[row.Id];
        // Of a person who was found to be another one nothing is turned round: the conflict is that one's now, or over.
        var state = held.MergedInto is null ? held.ReadState() : PersonState.Empty;
        var decision = FlipDecision.Decide(policy, row, state, links, flip, time.GetUtcNow());
        if (decision.Outcome is { } outcome)
        {
            var after = row with { State = decision.State.ToJson(), Email = decision.Address };
            await tx.Save([after]);
            if (after.Email != row.Email)
            {
                await tx.SetCurrent([after]);
            }

            await tx.Enqueue(new OutcomesReached { Items = [outcome] });
        }

        if (decision.Writes.Count > 0)
        {
            await tx.Enqueue(new WritesRequested { Items = decision.Writes });
        }

        await tx.Enqueue(new ConflictsNoted { Items = [decision.Note] });
        await tx.CommitAsync(ct);
    }
}
