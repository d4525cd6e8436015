using System.Text.Json;
using Npgsql;
using Sync.Contracts;
using Sync.Handoff.Following;
using Sync.Handoff.Notifying;
using Sync.Handoff.Touching;
using Sync.Handoff.Weekly;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Notes what became of the tasks that were asked for. Where the CRM does not take an owner, the next one gets the person.
/// Once a task is there, what its play has done beside is asked for.</summary>
internal sealed class LearnOperationsConsumer(
    NpgsqlDataSource dataSource, SyncPolicy policy, OutboxDispatcher outbox, Notifier notifier, HandoffMetrics metrics, TimeProvider time)
    : IEnvelopeConsumer<SettledOperation>
{
    private readonly DealConcluding _deals = new(policy, time);

    public async Task Consume(IReadOnlyList<SettledOperation> items, CancellationToken ct)
    {
        // Others ask for operations too, under marks of their own.
        items = [.. items.Where(item => Guid.TryParseExact(item.Mark, "N", out _))];
        if (items.Count == 0)
        {
            return;
        }

        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        var marks = items.Select(item => Guid.ParseExact(item.Mark, "N")).Distinct().Order().ToArray();
        var deals = items.Where(DealAsking.IsAnswer).DistinctBy(item => item.Key).ToDictionary(DealAsking.SignalOf);
        var asked = deals.Count == 0 ? [] : await tx.Waiting([.. deals.Keys]);
        await tx.LockPersons([.. (await tx.HandoffsOf(marks)).Select(row => row.PersonId).Concat(asked.Select(seen => seen.PersonId)).Distinct().Order()]);
        var judged = asked.Count == 0 ? [] : await _deals.Conclude(tx, deals);
        var rows = (await tx.HandoffsOf(marks)).ToDictionary(row => $"{row.Id:N}");
        // An answer to an earlier request, or one that came before, is no news.
        var news = items.Where(item => rows.GetValueOrDefault(item.Mark) is { TaskEnd: null } row && row.RequestKey == item.Key).DistinctBy(item => item.Mark).ToLookup(
            item => item.Outcome == Outcomes.OwnerRefused);
        await tx.End([.. news[false]]);
        if (news[false].Any())
        {
            await tx.Enqueue(new HandoffsNoted { Items = [.. news[false].Select(item => HandoffNotes.Of(rows[item.Mark], item))] });
            await Follow(tx, news[false].Where(item => item.Outcome == Outcomes.Written).Select(item => rows[item.Mark]));
        }

        foreach (var refused in news[true].OrderBy(item => item.Mark, StringComparer.Ordinal))
        {
            await GiveToAnother(tx, rows[refused.Mark], refused);
        }

        SettledOperation[] beside = [.. items.Where(item => !IsLook(item))];
        if (await tx.EndActions(beside) is { Count: > 0 } ended)
        {
            await tx.Enqueue(ActionNotes.Ended(ended, time.GetUtcNow()));
        }

        await tx.EndNotes(beside);
        // Of two looks at one task in an envelope the one that found it done counts.
        var touched = await tx.Touch([.. items.Where(IsLook).OrderByDescending(item => item.Outcome == Outcomes.TaskDone).DistinctBy(item => item.Mark)]);
        if (touched.Count > 0)
        {
            await tx.Enqueue(HandoffNotes.Of(touched, time.GetUtcNow()));
        }

        await tx.CommitAsync(ct);
        outbox.Wake();
        notifier.Wake();
        metrics.Judged(judged);
        metrics.Touched(touched);
        metrics.Made(news[false].Where(item => item.Outcome == Outcomes.Written).Select(item => rows[item.Mark] with { TaskAt = item.At }));
    }

    public DeadLettered Describe(SettledOperation item, Exception cause) => DeadLetter.Of(
        item, item.Key, null, Stages.Handoff, "What became of a handoff's task could not be noted", cause, time.GetUtcNow()) with
    {
        Connection = item.Target,
    };

    private static bool IsLook(SettledOperation item) => item.Outcome is Outcomes.TaskDone or Outcomes.TaskOpen;

    // The owner is certain now: he was taken.
    private async Task Follow(NpgsqlTransaction tx, IEnumerable<HandoffRow> made)
    {
        var actions = new List<ActionRow>();
        foreach (var handoff in made.Where(row => policy.Handoff.Find(row.Play)?.Also.Names.Count > 0))
        {
            actions.AddRange(ActionRequests.Of(policy, handoff, await tx.EventsOf(handoff)));
        }

        if (actions.Count > 0)
        {
            await tx.KeepActions(actions, time.GetUtcNow());
            await tx.Enqueue(ActionRequests.Ask(actions), ActionNotes.Asked(actions, time.GetUtcNow()));
        }
    }

    private async Task GiveToAnother(NpgsqlTransaction tx, HandoffRow handoff, SettledOperation refused)
    {
        var now = time.GetUtcNow();
        var seen = JsonSerializer.Deserialize<SeenSignal>(handoff.Seen, OutboxJson.Options)!;
        var owners = $"{handoff.Refused} {handoff.Owner}".Trim();
        await tx.Refuse(handoff.Id, owners);
        if (policy.Handoff.Find(handoff.Play) is { } play)
        {
            var rotations = await tx.LockRotations([.. play.Assign.Select(rule => rule.Rotation).Distinct().Order(StringComparer.Ordinal)]);
            var judging = new Judging(policy, [], rotations, PlayMemory.OfAll, _ => null, Guid.NewGuid, now);
            if (judging.Again(handoff with { Refused = owners }, seen, play) is { } judged)
            {
                await tx.SaveRotations(judging.Rotations);
                await tx.Move(judged);
                await tx.Enqueue(HandoffAnswers.Of([judged], now, policy.Version));
                return;
            }
        }

        var end = refused with { Outcome = $"{Outcomes.DeadLettered}: {FailureClasses.Validation}" };
        await tx.End([end]);
        await tx.Enqueue(Letter(seen, refused, owners, now), new HandoffsNoted { Items = [HandoffNotes.Of(handoff, end)] });
    }

    private static DeadLettered Letter(SeenSignal seen, SettledOperation refused, string owners, DateTimeOffset now) => new()
    {
        Key = refused.Key,
        DeliveryId = seen.DeliveryId,
        Stage = Stages.Handoff,
        Class = FailureClasses.Validation,
        Code = refused.Code,
        Reason = $"The play '{seen.Signal.Play}' has no owner left that {refused.Target} takes: not {owners}. Put owners who are active users into sync.yaml, then replay.",
        Connection = refused.Target,
        Email = seen.Email,
        Item = JsonSerializer.Serialize(seen, OutboxJson.Options),
        At = now,
        Trace = seen.Trace,
    };
}
