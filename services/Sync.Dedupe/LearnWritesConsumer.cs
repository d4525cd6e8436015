using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Dedupe;

/// <summary>
/// Learns from settled writes which record is whose, and what the target has now. Where that shows that the target lacks something which
/// is not on its way, as after writes that crossed, it is asked for.
/// </summary>
internal sealed class LearnWritesConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time)
    : IEnvelopeConsumer<SettledWrite>
{
    public async Task Consume(IReadOnlyList<SettledWrite> items, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);

        var rows = await tx.Lock([.. items.Select(item => item.PersonId).Distinct()]);
        var states = rows.Values.ToDictionary(row => row.Id, row => row.ReadState());
        foreach (var item in items.Where(item => states.ContainsKey(item.PersonId)))
        {
            states[item.PersonId] = Merge.Learn(states[item.PersonId], item.Target, item.KnownAt ?? item.ChangedAt, item.Fields,
                item.KnownAt ?? time.GetUtcNow());
        }

        foreach (var item in items.Where(item => item.Refused is not null && states.ContainsKey(item.PersonId)))
        {
            states[item.PersonId] = Merge.Refuse(states[item.PersonId], item.Target, item.Refused!);
        }

        var missing = AskForMissing(items, rows, states);
        await tx.Save([.. states.Select(state => rows[state.Key] with { State = state.Value.ToJson() })]);
        await tx.Link([.. items.Select(item =>
            new LinkRow(item.Target, item.Module, item.RecordId, item.PersonId, EmailAddress.Normalise(item.Fields.GetValueOrDefault("email"))))
            .Reverse().DistinctBy(link => link.Key)]);
        if (missing.Count > 0)
        {
            await tx.Enqueue([new WritesRequested { Items = missing }]);
        }

        await tx.CommitAsync(ct);
        if (missing.Count > 0)
        {
            outbox.Wake();
        }
    }

    public DeadLettered Describe(SettledWrite item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, "learnt", "What the target has now could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
    };

    // Once a person and target: what was learnt last says where the target stands.
    private List<WriteRequest> AskForMissing(
        IReadOnlyList<SettledWrite> items, Dictionary<long, PersonRow> rows, Dictionary<long, PersonState> states)
    {
        var missing = new List<WriteRequest>();
        foreach (var item in items.Reverse().DistinctBy(item => (item.PersonId, item.Target)))
        {
            if (rows.TryGetValue(item.PersonId, out var row)
                && MissingAfterWrite.Of(policy, row, states[row.Id], item, time.GetUtcNow()) is var (state, request))
            {
                rows[row.Id] = row with { Version = request.Version };
                states[row.Id] = state;
                missing.Add(request);
            }
        }

        return missing;
    }
}
