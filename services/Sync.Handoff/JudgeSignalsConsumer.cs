using System.Diagnostics;
using Npgsql;
using Sync.Contracts;
using Sync.Handoff.Following;
using Sync.Handoff.Notifying;
using Sync.Handoff.Weekly;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>
/// Judges what plays heard. In one transaction: the handoff is kept, the rotation goes on, and the task is asked for. A signal that was
/// judged before gets the same answer once more, because the first may have been lost with the broker's data.
/// </summary>
internal sealed class JudgeSignalsConsumer(
    NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, Notifier notifier, HandoffMetrics metrics, TimeProvider time)
    : IEnvelopeConsumer<SeenSignal>
{
    private static readonly ActivitySource Spans = new("Sync.Handoff");

    public async Task Consume(IReadOnlyList<SeenSignal> items, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var seen = items.DistinctBy(item => item.Signal.Key).ToList();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        await tx.LockPersons([.. seen.Select(item => item.PersonId).Distinct().Order()]);
        var known = await tx.Judged([.. seen.Select(item => item.Signal.Key)]);
        var judged = await Judge(tx, [.. seen.Where(item => !known.ContainsKey(item.Signal.Key))], now);
        await tx.Keep(judged, now);
        await tx.KeepNotifications(policy, judged);
        await tx.Gather(policy, judged, now);
        List<Judgement> told = [.. judged, .. seen.Where(item => known.ContainsKey(item.Signal.Key)).Select(item => known[item.Signal.Key].For(item))];
        await tx.Enqueue(HandoffAnswers.Of(told, now, policy.Version));
        await TakeUpActions(tx, seen, now);
        await tx.CommitAsync(ct);
        outbox.Wake();
        notifier.Wake();
        metrics.Judged(judged);
    }

    public DeadLettered Describe(SeenSignal item, Exception cause) => DeadLetter.Of(
        item, item.Signal.Key, item.DeliveryId, Stages.Handoff, $"The play '{item.Signal.Play}' could not be judged", cause, time.GetUtcNow()) with
    {
        Connection = item.Source,
        Email = item.Email,
        Trace = item.Trace,
    };

    // A person has put right why they failed, and replays the delivery. The task is there and closes the gate.
    private static async Task TakeUpActions(NpgsqlTransaction tx, IReadOnlyList<SeenSignal> seen, DateTimeOffset now)
    {
        var replayed = seen.Where(item => ItemKey.Read(item.Signal.Key).Replay > 0).ToList();
        var failed = await tx.FailedActions([.. replayed.Select(item => item.PersonId)], [.. replayed.Select(item => item.Signal.Play)]);
        if (failed.Count > 0)
        {
            List<ActionRow> again = [.. failed.DistinctBy(each => each.Key).Select(each => each.Again())];
            await tx.AskAgain(again, now);
            await tx.Enqueue(ActionRequests.Ask(again), ActionNotes.Asked(again, now));
        }
    }

    private async Task<List<Judgement>> Judge(NpgsqlTransaction tx, IReadOnlyList<SeenSignal> news, DateTimeOffset now)
    {
        if (news.Count == 0)
        {
            return [];
        }

        var plays = news.Select(item => policy.Handoff.Find(item.Signal.Play)).OfType<Policy.Plays.PlayPolicy>().Distinct();
        var earlier = await tx.HandoffsOf([.. news.Select(item => item.PersonId).Distinct()], [.. news.Select(item => item.Email).Distinct()]);
        var rotations = await tx.LockRotations([.. plays.SelectMany(play => play.Assign).Select(rule => rule.Rotation).Distinct().Order(StringComparer.Ordinal)]);
        var memory = await tx.Remember(news, [.. plays]);
        var judging = new Judging(policy, earlier, rotations, memory, _ => null, Guid.NewGuid, now);
        var judged = new List<Judgement>();
        foreach (var item in news.OrderBy(item => item.OccurredAt).ThenBy(item => item.DeliveryId))
        {
            using var span = Spans.StartItem("judge signal", item.Trace);
            judged.Add(judging.Judge(item));
        }

        await tx.SaveRotations(judging.Rotations);
        await tx.KeepWatched(memory.Learnt);
        return judged;
    }
}
