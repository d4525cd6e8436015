using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;

namespace Sync.Dedupe;

/// <summary>Learns from settled writes which record is whose, and what the target has now.</summary>
internal sealed class LearnWritesConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<SettledWrite>
{
    public async Task Consume(IReadOnlyList<SettledWrite> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);

        var rows = await tx.Lock([.. items.Select(item => item.PersonId).Distinct()]);
        var states = rows.Values.ToDictionary(row => row.Id, row => row.ReadState());
        foreach (var item in items.Where(item => states.ContainsKey(item.PersonId)))
        {
            states[item.PersonId] = Merge.Learn(states[item.PersonId], item.Target, item.ChangedAt, item.Fields);
        }

        await tx.Save([.. states.Select(state => rows[state.Key] with { State = state.Value.ToJson() })]);
        await tx.Link([.. items.Select(item => new LinkRow(item.Target, item.Module, item.RecordId, item.PersonId)).Distinct()]);
        await tx.CommitAsync(ct);
    }

    public DeadLettered Describe(SettledWrite item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "learnt", "What the target has now could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
    };
}
