using Npgsql;
using Sync.Contracts;
using Sync.Handoff.Notifying;
using Sync.Policy;
using Sync.Policy.Plays;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Goes on with signals once the CRM has said whether the person has an open deal.</summary>
internal sealed class DealConcluding(SyncPolicy policy, TimeProvider time)
{
    /// <summary>The persons are locked: nobody else judges them meanwhile. An answer that came before finds nothing that waits.</summary>
    /// <param name="deals">Answers by the key of their signal.</param>
    public async Task<IReadOnlyList<Judgement>> Conclude(NpgsqlTransaction tx, IReadOnlyDictionary<string, SettledOperation> deals)
    {
        var now = time.GetUtcNow();
        var seen = await tx.Waiting([.. deals.Keys]);
        var earlier = await tx.HandoffsOf([.. seen.Select(item => item.PersonId).Distinct()], [.. seen.Select(item => item.Email).Distinct()]);
        var rotations = await tx.LockRotations([.. seen.Select(item => policy.Handoff.Find(item.Signal.Play)).OfType<PlayPolicy>()
            .SelectMany(play => play.Assign).Select(rule => rule.Rotation).Distinct().Order(StringComparer.Ordinal)]);
        // That what it waited for has come was judged when the CRM was asked.
        var judging = new Judging(policy, earlier, rotations, PlayMemory.OfAll, item => DealAsking.Answer(deals[item.Signal.Key]), Guid.NewGuid, now);
        var judged = seen.OrderBy(item => item.OccurredAt).ThenBy(item => item.DeliveryId).Select(judging.Judge).ToList();
        await tx.SaveRotations(judging.Rotations);
        await tx.Conclude(judged);
        await tx.KeepNotifications(policy, judged);
        if (judged.Count > 0)
        {
            await tx.Enqueue(HandoffAnswers.Of(judged, now, policy.Version));
        }

        return judged;
    }
}
