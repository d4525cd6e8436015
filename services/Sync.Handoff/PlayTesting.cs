using Sync.Contracts;
using Sync.Handoff.Following;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Handoff;

/// <summary>What a play would do with a person. Pure.</summary>
internal static class PlayTesting
{
    public static PlayTested Of(
        SyncPolicy policy, PlayTestPrepared test, IReadOnlyList<HandoffRow> earlier,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> rotations, DateTimeOffset now)
    {
        var play = policy.Handoff.Find(test.Seen.Signal.Play);
        var judged = new Judging(policy, earlier, rotations, PlayMemory.OfAll, _ => OpenDeal.AskedLater, () => test.Id, now).Judge(test.Seen);
        return new PlayTested
        {
            Id = test.Id,
            At = now,
            IsKnown = test.IsKnown,
            Outcome = judged.Outcome,
            Detail = judged.Detail,
            Gates = play is null ? [] : [.. Gates(policy, play, test.Seen, earlier).Select(gate => new TestedGate(gate.Name, gate.IsOpen, gate.Why))],
            Task = judged.Request?.Task,
            Target = judged.Request?.Target,
            Module = judged.Request?.Module,
            RecordId = judged.Request?.RecordId,
            Also = play is null || judged.Request is null ? [] : play.Also.Names,
            Deal = play is null || judged.Handoff is not { } handoff ? null : ActionRequests.Deal(policy, play, handoff, test.Seen),
            Told = play is null || judged.Request is null ? [] : [.. play.Notify.Select(receiver => receiver.Place.ToLowerInvariant())],
        };
    }

    // A handoff that failed is taken up again and closes nothing.
    private static IReadOnlyList<Gate> Gates(SyncPolicy policy, PlayPolicy play, SeenSignal seen, IEnumerable<HandoffRow> earlier) => Policy.Plays.Gates.Of(
        policy, play, seen.Fields, seen.OccurredAt, earlier.Where(row => row.Play == play.Name && !row.HasFailed).Select(row => row.OccurredAt), OpenDeal.AskedLater);
}
