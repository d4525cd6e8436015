using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Dedupe;

/// <summary>
/// Learns from settled operations which tags a target has now. Where the tag was put on or taken off elsewhere meanwhile, that is asked for.
/// Safe to repeat: what is known already changes nothing, and is asked for under the same key.
/// </summary>
internal sealed class LearnTagsConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<SettledOperation>
{
    public async Task Consume(IReadOnlyList<SettledOperation> items, CancellationToken ct)
    {
        // Others ask for operations too.
        items = [.. items.Where(item => item.Tag is not null)];
        if (items.Count == 0)
        {
            return;
        }

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        // Of somebody who was found to be another one it is learnt when that one's record says it.
        var locked = await tx.Lock([.. items.Select(item => item.Tag!.PersonId).Distinct()]);
        var rows = locked.Values.Where(row => row.MergedInto is null).ToDictionary(row => row.Id);
        var states = rows.Values.ToDictionary(row => row.Id, row => row.ReadState());
        var requests = new List<OperationRequest>();
        foreach (var item in items.Where(item => rows.ContainsKey(item.Tag!.PersonId)))
        {
            var (state, missing) = TagLearning.Of(policy, rows[item.Tag!.PersonId], states[item.Tag.PersonId], item, time.GetUtcNow());
            states[item.Tag.PersonId] = state;
            requests.AddRange(missing);
        }

        await tx.Save([.. states.Select(state => rows[state.Key] with { State = state.Value.ToJson() })]);
        if (requests.Count > 0)
        {
            await tx.Enqueue(new OperationsRequested { Items = requests });
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
    }

    public DeadLettered Describe(SettledOperation item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "learnt", "Which tags the target has now could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
    };
}
