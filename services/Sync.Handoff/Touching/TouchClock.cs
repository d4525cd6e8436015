using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Contracts;
using Sync.Handoff.Following;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Handoff.Touching;

/// <summary>Has the tasks of handoffs looked at, and gives an alarm where half of the time, or all of it, has passed and nobody has done
/// anything. What was asked for beside a task and got no answer is asked for again. Several instances share the rows.</summary>
internal sealed class TouchClock(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, OutboxDispatcher outbox, HandoffMetrics metrics, TimeProvider time,
    IOptions<HandoffOptions> options, ILogger<TouchClock> logger) : Clock(readiness, TimeSpan.FromSeconds(2), time, logger)
{
    private const int Most = 100;

    internal override async Task<bool> Tick(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var alarms = await tx.TakeAlarms(now, Most);
        var looks = await tx.TakeLooks(now, options.Value.LookSeconds, Most);
        if (alarms.Count > 0)
        {
            await tx.Enqueue(HandoffNotes.Of(alarms, now));
        }

        if (looks.Count > 0)
        {
            await tx.Enqueue(new OperationsRequested { Items = [.. looks.Select(row => Look(row, now))] });
        }

        var unanswered = await tx.TakeUnanswered(now, Most);
        if (unanswered.Count > 0)
        {
            await tx.Enqueue(ActionRequests.Ask(unanswered));
        }

        await tx.CommitAsync(ct);
        if (alarms.Count + looks.Count + unanswered.Count > 0)
        {
            outbox.Wake();
        }

        metrics.Alarmed(alarms);
        return alarms.Count == Most || looks.Count == Most || unanswered.Count == Most;
    }

    // Nobody waits for it as for a task.
    private OperationRequest Look(HandoffRow handoff, DateTimeOffset now) => new()
    {
        Key = FormattableString.Invariant($"{handoff.Id:N}!look/{handoff.Looks}"),
        DeliveryId = JsonSerializer.Deserialize<SeenSignal>(handoff.Seen, OutboxJson.Options)!.DeliveryId,
        Target = handoff.Target,
        PersonId = handoff.PersonId,
        Email = handoff.Email,
        Mark = $"{handoff.Id:N}",
        Look = new TaskToLookAt(handoff.TaskModule!, handoff.TaskId!),
        Priority = WritePriority.Live,
        ReceivedAt = now,
        PolicyVersion = policy.Version,
    };
}
