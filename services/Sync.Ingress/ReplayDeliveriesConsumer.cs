using System.Text.Json;
using Npgsql;
using Sync.Contracts;
using Sync.Messaging;

namespace Sync.Ingress;

/// <summary>Opens deliveries again; the sweep then publishes them under the replay's number.</summary>
internal sealed class ReplayDeliveriesConsumer(NpgsqlDataSource dataSource, TimeProvider time) : IEnvelopeConsumer<ReplayDelivery>
{
    public static IReadOnlyList<ReplayDelivery> Items(ReplayDeliveries envelope) =>
        [.. envelope.DeliveryIds.Select(id => new ReplayDelivery(id, envelope.Replay, PatchOf(envelope, id)))];

    public async Task Consume(IReadOnlyList<ReplayDelivery> items, CancellationToken ct)
    {
        long[] ids = [.. items.Select(item => item.DeliveryId)];
        if (!await dataSource.HavePayload(ids))
        {
            throw new PermanentFailureException(
                FailureClasses.NotFound, "its payload was pruned (Ingress:PayloadDays). Change the record at the source: it is sent anew.");
        }

        await dataSource.Reopen(items);
    }

    public DeadLettered Describe(ReplayDelivery item, Exception cause) => DeadLetter.Of(
        item, $"{item.DeliveryId}#{item.Replay}", item.DeliveryId, Stages.Received, "The replay could not be started", cause, time.GetUtcNow());

    private static string? PatchOf(ReplayDeliveries envelope, long delivery) =>
        envelope.Patches?.GetValueOrDefault(delivery) is { } patch ? JsonSerializer.Serialize(patch) : null;
}

/// <summary>One delivery of a replay.</summary>
/// <param name="Patch">What a person changed in it, as JSON.</param>
internal sealed record ReplayDelivery(long DeliveryId, int Replay, string? Patch = null);
