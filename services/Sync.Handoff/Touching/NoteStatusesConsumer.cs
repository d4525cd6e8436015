using Npgsql;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Handoff.Touching;

/// <summary>Notes who has changed the status of a person that he was given: that is his first touch as much as a task that is done.</summary>
internal sealed class NoteStatusesConsumer(
    NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, HandoffMetrics metrics, TimeProvider time) : IEnvelopeConsumer<SeenStatus>
{
    public async Task Consume(IReadOnlyList<SeenStatus> items, CancellationToken ct)
    {
        if (policy.Handoff.Touch is not { } touch || items.Count == 0)
        {
            return;
        }

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var open = await tx.LockUntouched(
            [.. items.Select(item => item.PersonId).Distinct()], [.. items.Select(item => item.Email).Distinct()], items.Min(item => item.Since));
        var judged = open.Select(handoff => StatusJudging.Judge(touch, handoff, items)).Where((after, index) => after != open[index]).ToList();
        await tx.KeepStatuses(judged);
        var touched = judged.Where(handoff => handoff.TouchedAt is not null).ToList();
        if (touched.Count > 0)
        {
            await tx.Enqueue(HandoffNotes.Of(touched, time.GetUtcNow()));
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
        metrics.Touched(touched);
    }

    public DeadLettered Describe(SeenStatus item, Exception cause) => DeadLetter.Of(
        item, $"{item.Key}!status", null, Stages.Handoff, "That an owner changed the status of a person could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Source,
        Email = item.Email,
        Trace = item.Trace,
    };
}
