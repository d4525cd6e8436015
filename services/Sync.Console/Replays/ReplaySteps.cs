using Npgsql;
using Sync.Console.Patches;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Replays;

/// <summary>Moves a replay on by what is due. All of a step is one transaction: it is marked as sent and stands in the outbox, or neither.</summary>
internal static class ReplaySteps
{
    private const int LargestEnvelope = 100;

    /// <returns>True if something was done, so that more may be due at once.</returns>
    public static async Task<bool> Advance(this NpgsqlTransaction tx, ReplayRow replay, DateTimeOffset now)
    {
        switch (ReplayPlan.Next(replay, now))
        {
            case ReplayMove.Send send:
                await tx.Send(replay, send, now);
                return true;
            case ReplayMove.Stop stop:
                await tx.EndReplay(replay.Id, "stopped", stop.Why);
                return true;
            default:
                return false;
        }
    }

    private static async Task Send(this NpgsqlTransaction tx, ReplayRow replay, ReplayMove.Send send, DateTimeOffset now)
    {
        var letters = await tx.SendNext(replay.Id, send);
        var patches = await tx.PatchesOf([.. letters.Select(letter => letter.Id)]);
        await tx.NoteSent(replay, send, letters.Count, now);
        await tx.Enqueue([.. letters.Select(letter => letter.DeliveryId).Distinct().Chunk(LargestEnvelope)
            .Select(deliveries => Order(replay.Id, deliveries, patches))]);
    }

    private static ReplayDeliveries Order(int replay, long[] deliveries, IReadOnlyList<PatchedLetter> patches)
    {
        var changes = patches.Where(patch => deliveries.Contains(patch.DeliveryId))
            .Select(patch => (patch.DeliveryId, Fields: patch.Changes())).Where(change => change.Fields.Count > 0)
            // Two dead letters of one delivery, for two targets: the fields of both are corrected.
            .GroupBy(change => change.DeliveryId)
            .ToDictionary(group => group.Key, group => (IReadOnlyDictionary<string, string?>)group
                .SelectMany(change => change.Fields).DistinctBy(field => field.Key).ToDictionary());
        return new ReplayDeliveries { Replay = replay, DeliveryIds = deliveries, Patches = changes.Count == 0 ? null : changes };
    }
}
