using Npgsql;
using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Handoff.Weekly;

/// <summary>Keeps what weekly plays heard for the note of the person's week. Persons are locked meanwhile.</summary>
internal static class Gathering
{
    public static async Task Gather(this NpgsqlTransaction tx, SyncPolicy policy, IEnumerable<Judgement> judged, DateTimeOffset now)
    {
        var gathered = judged.Where(each => each.Outcome == Outcomes.Gathered).Select(each => each.Seen).ToList();
        if (gathered.Count == 0)
        {
            return;
        }

        var known = await tx.KnownEvents([.. gathered.Select(KeyOf)]);
        foreach (var seen in gathered.Where(each => known.Add(KeyOf(each))))
        {
            await Keep(tx, policy.Handoff, policy.Handoff.Find(seen.Signal.Play)!, seen, now);
        }

        await tx.TakeUpNotes([.. gathered.Where(each => ItemKey.Read(each.Signal.Key).Replay > 0).Select(each => each.PersonId).Distinct()]);
    }

    // By our clock: what comes late is told late, in a week whose note is not written yet.
    private static async Task Keep(NpgsqlTransaction tx, HandoffPolicy handoff, PlayPolicy play, SeenSignal seen, DateTimeOffset now)
    {
        Guid? note = null;
        for (var week = Weeks.Of(now, handoff.Zone); note is null; week = week.AddDays(7))
        {
            note = await tx.OpenNote(WeeklyNoteRow.Of(play, seen, week, handoff.Zone, Guid.NewGuid()));
        }

        await tx.KeepEvent(KeyOf(seen), new WeeklyEvent(note.Value, $"{seen.Signal.Kind} {seen.Signal.Value}", seen.OccurredAt));
    }

    // The same of every replay.
    private static string KeyOf(SeenSignal seen) => $"{ItemKey.Read(seen.Signal.Key) with { Replay = 0 }}";
}
