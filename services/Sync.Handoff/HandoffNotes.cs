using System.Text.Json;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Tells the console how handoffs stand. Pure.</summary>
internal static class HandoffNotes
{
    public static HandoffsNoted Of(IEnumerable<Judgement> judged, DateTimeOffset now) => new() { Items = [.. judged.Select(each => Of(each, now))] };

    public static HandoffNoted Of(HandoffRow handoff, SettledOperation end)
    {
        var seen = JsonSerializer.Deserialize<SeenSignal>(handoff.Seen, OutboxJson.Options)!;
        return Of(handoff, seen, end.Outcome, end.Detail ?? handoff.Reason, end.At) with
        {
            TaskAt = end.Outcome == Outcomes.Written ? end.At : null,
            TaskModule = end.Module,
            TaskId = end.RecordId,
        };
    }

    /// <summary>How handoffs stand now that their owner has done something, or has not.</summary>
    public static HandoffsNoted Of(IEnumerable<HandoffRow> handoffs, DateTimeOffset now) => new() { Items = [.. handoffs.Select(each => Of(each, now))] };

    private static HandoffNoted Of(HandoffRow handoff, DateTimeOffset now)
    {
        var seen = JsonSerializer.Deserialize<SeenSignal>(handoff.Seen, OutboxJson.Options)!;
        return Of(handoff, seen, handoff.TaskEnd ?? Outcomes.HandedOff, handoff.Reason, now) with
        {
            TaskAt = handoff.TaskAt, TaskModule = handoff.TaskModule, TaskId = handoff.TaskId,
        };
    }

    private static HandoffNoted Of(Judgement judged, DateTimeOffset now) => judged.Handoff is { } handoff
        ? Of(handoff, judged.Seen, judged.Outcome, judged.Detail, now)
        : new HandoffNoted
        {
            Id = judged.Seen.Signal.Key,
            Play = judged.Seen.Signal.Play,
            Signal = Said(judged.Seen),
            PersonId = judged.Seen.PersonId,
            Email = judged.Seen.Email,
            DeliveryId = judged.Seen.DeliveryId,
            State = judged.Outcome,
            Detail = judged.Detail,
            OccurredAt = judged.Seen.OccurredAt,
            At = now,
        };

    private static HandoffNoted Of(HandoffRow handoff, SeenSignal seen, string state, string detail, DateTimeOffset at) => new()
    {
        Id = $"{handoff.Id:N}",
        Play = handoff.Play,
        Signal = Said(seen),
        PersonId = handoff.PersonId,
        Email = handoff.Email,
        DeliveryId = seen.DeliveryId,
        State = state,
        Detail = detail,
        Owner = handoff.Owner,
        OccurredAt = handoff.OccurredAt,
        DueAt = handoff.DueAt,
        TouchedAt = handoff.TouchedAt,
        Alarm = handoff.Alarm,
        Target = handoff.Target,
        At = at,
    };

    private static string Said(SeenSignal seen) => $"{seen.Signal.Kind} {seen.Signal.Value}";
}
