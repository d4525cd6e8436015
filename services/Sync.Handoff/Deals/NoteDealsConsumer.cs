using Npgsql;
using Sync.Contracts;
using Sync.Handoff.Following;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Handoff.Deals;

/// <summary>Notes how deals stand, and has the person of one that is won or lost tagged: once for each deal and state, however often and in
/// whatever order it is told. A replay asks once more for a tag that failed.</summary>
internal sealed class NoteDealsConsumer(NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, TimeProvider time) : IEnvelopeConsumer<SeenDeal>
{
    public async Task Consume(IReadOnlyList<SeenDeal> items, CancellationToken ct)
    {
        if (items.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        // In one order everywhere: two envelopes that hold the same deals never wait for each other crosswise.
        var seen = items.OrderBy(item => item.Source, StringComparer.Ordinal).ThenBy(item => item.Deal.DealId, StringComparer.Ordinal).ToList();
        await tx.KeepDeals(seen.Select(item => DealRow.Of(policy.Handoff.Deals, item)));
        var wanted = seen.Select(item => (Item: item, Action: DealTag.Of(policy, item))).Where(each => each.Action is not null)
            .OrderBy(each => each.Action!.HandoffId).ToList();
        var asked = await tx.KeepNew(wanted.Select(each => each.Action!), now);
        asked.AddRange(await TakeUpFailed(tx, [.. wanted.Where(each => ItemKey.Read(each.Item.Deal.Key).Replay > 0).Select(each => each.Action!.HandoffId)], now));
        if (asked.Count > 0)
        {
            await tx.Enqueue(ActionRequests.Ask(asked));
        }

        var ids = asked.Select(each => each.HandoffId).ToHashSet();
        await tx.Enqueue(new OutcomesReached
        {
            Items = [.. seen.Select(item => DealTag.Outcome(policy, item, DealTag.Of(policy, item) is { } action && ids.Contains(action.HandoffId), now))],
        });
        await tx.CommitAsync(ct);
        outbox.Wake();
    }

    public DeadLettered Describe(SeenDeal item, Exception cause) => DeadLetter.Of(
        item, item.Deal.Key, item.DeliveryId, Stages.Handoff, "How a deal stands could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Source,
        Email = item.Email,
        Trace = item.Trace,
    };

    private static async Task<List<ActionRow>> TakeUpFailed(NpgsqlTransaction tx, Guid[] replayed, DateTimeOffset now)
    {
        List<ActionRow> again = [.. (await tx.Failed(replayed)).Select(each => each.Again())];
        await tx.AskAgain(again, now);
        return again;
    }
}
