using System.Text.Json;
using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;
using Sync.Storage;

namespace Sync.Handoff;

/// <summary>Judges the signals of an envelope one after the other, each with what the ones before it came to. Pure.</summary>
/// <param name="handoffs">Earlier ones of these persons and addresses.</param>
/// <param name="rotations">Name of each rotation to what its owners have gathered.</param>
/// <param name="memory">What plays heard of these persons before.</param>
/// <param name="deals">What the CRM says of a person's deals; null where it has not been asked.</param>
/// <param name="newId">Gives ids that nobody has had.</param>
internal sealed class Judging(
    SyncPolicy policy, IEnumerable<HandoffRow> handoffs, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> rotations,
    PlayMemory memory, Func<SeenSignal, OpenDeal?> deals, Func<Guid> newId, DateTimeOffset now)
{
    private readonly List<HandoffRow> _handoffs = [.. handoffs];
    private readonly Dictionary<string, IReadOnlyDictionary<string, long>> _rotations = new(rotations);

    /// <summary>Rotations as they stand after all that was judged.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Rotations => _rotations;

    public Judgement Judge(SeenSignal seen)
    {
        if (policy.Handoff.Find(seen.Signal.Play) is not { } play)
        {
            return new Judgement(seen, $"{Outcomes.Filtered}: no-play", $"sync.yaml no longer has a play '{seen.Signal.Play}'.", null, null);
        }

        if (TrialAddress.Is(seen.Email))
        {
            return new Judgement(seen, $"{Outcomes.Filtered}: trial", $"{play.Name}: the person is made up, to try the route.", null, null);
        }

        var reached = play.Changes.FirstOrDefault(change => change.Signal.IsMet(new(seen.Signal.Kind, seen.Signal.Value))) is not { } watched
            || memory.Reaches(seen, watched);
        if (MayBeAgain(seen) && _handoffs.Find(handoff => handoff.Play == play.Name && handoff.HasFailed && IsOf(handoff, seen)
            && (handoff.OccurredAt - seen.OccurredAt).Duration() < play.Cooldown) is { } failed)
        {
            return Again(failed, seen, play) ?? Nobody(seen, play);
        }

        if (!reached)
        {
            return new Judgement(seen, PlayMemory.NotReached, $"{play.Name}: not {seen.Signal.Value}, or it was so before.", null, null);
        }

        var earlier = _handoffs.Where(handoff => IsOf(handoff, seen)).ToList();
        if (memory.Missing(seen, play, earlier) is { Count: > 0 } missing)
        {
            return new Judgement(seen, PlayMemory.NotAllYet, $"{play.Name}: still waits for {string.Join(" and ", missing)}.", null, null);
        }

        var deal = deals(seen);
        var gates = Gates.Of(
            policy, play, seen.Fields, seen.OccurredAt, earlier.Where(handoff => handoff.Play == play.Name).Select(handoff => handoff.OccurredAt), deal);
        if (gates.FirstOrDefault(gate => !gate.IsOpen) is { } closed)
        {
            return new Judgement(seen, Gates.Word(closed), $"{play.Name}: {closed.Why}.", null, null);
        }

        if (play.IsWeekly)
        {
            return new Judgement(seen, Outcomes.Gathered, $"{play.Name}: kept for the note of the week.", null, null);
        }

        if (play.UnlessOpenDeal && deal is null)
        {
            return DealAsking.Ask(policy, play, seen, newId());
        }

        var before = earlier.MaxBy(handoff => handoff.OccurredAt)?.Owner;
        return Assigning.Assign(policy.Handoff, play, seen.Fields, now, before, CreditsOf, []) is { } assignment
            ? HandOff(seen, play, assignment)
            : Nobody(seen, play);
    }

    /// <summary>The same handoff once more, with the same mark: a task that is there after all is found. To another owner where the CRM does
    /// not take the one who had it.</summary>
    /// <returns>Null if nobody is left.</returns>
    public Judgement? Again(HandoffRow handoff, SeenSignal seen, PlayPolicy play)
    {
        var refused = handoff.Refused.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Assigning.Assign(policy.Handoff, play, seen.Fields, now, handoff.Owner, CreditsOf, refused) is not { } assignment)
        {
            return null;
        }

        _handoffs.Remove(handoff);
        return HandOff(seen, play, assignment, handoff);
    }

    // That a field is told once more takes nothing up: it is told with every change of the person.
    private static bool MayBeAgain(SeenSignal seen) => seen.Signal.Kind != SignalKinds.Change || ItemKey.Read(seen.Signal.Key).Replay > 0;

    private static bool IsOf(HandoffRow handoff, SeenSignal seen) => handoff.PersonId == seen.PersonId || handoff.Email == seen.Email;

    private static Judgement Nobody(SeenSignal seen, PlayPolicy play) => new(
        seen, $"{Outcomes.Suppressed}: {Gates.NoOwner}", $"{play.Name}: nobody is left to give the person to.", null, null);

    private IReadOnlyDictionary<string, long> CreditsOf(string rotation) =>
        _rotations.GetValueOrDefault(rotation) ?? new Dictionary<string, long>();

    private Judgement HandOff(SeenSignal seen, PlayPolicy play, Assignment assignment, HandoffRow? before = null)
    {
        if (assignment is { Rotation: { } rotation, Credits: { } credits })
        {
            _rotations[rotation] = credits;
        }

        var due = DueTime.Of(play, assignment.Owner, seen.OccurredAt);
        var task = TaskWording.Of(play, seen.Signal, seen.Fields, seen.Email, seen.OccurredAt, assignment, due);
        var handoff = new HandoffRow
        {
            Id = before?.Id ?? newId(),
            Play = play.Name,
            PersonId = before?.PersonId ?? seen.PersonId,
            Bucket = before?.Bucket ?? Gates.Bucket(play, seen.OccurredAt),
            Email = seen.Email,
            Owner = assignment.Owner.Email,
            Reason = assignment.Why,
            Target = play.Target,
            Subject = task.Subject,
            OccurredAt = before?.OccurredAt ?? seen.OccurredAt,
            DecidedAt = now,
            DueAt = due,
            HalfAt = DueTime.Of(play, assignment.Owner, seen.OccurredAt, 0.5),
            Seen = JsonSerializer.Serialize(seen, OutboxJson.Options),
            RequestKey = KeyOfRequest(seen, play, before),
            Refused = before?.Refused ?? "",
        };
        _handoffs.Add(handoff);
        return new Judgement(
            seen, Outcomes.HandedOff, $"{play.Name}: to {handoff.Owner} ({handoff.Reason}), due {due:yyyy-MM-dd HH:mm zzz}.", handoff,
            Request(seen, handoff, task) with { MayBeThere = before is not null });
    }

    // Asked for once more by the same signal it is another request.
    private static string KeyOfRequest(SeenSignal seen, PlayPolicy play, HandoffRow? before)
    {
        var key = $"{seen.Signal.Key}>{play.Target}!task";
        return before?.RequestKey.StartsWith(key, StringComparison.Ordinal) is true ? $"{before.RequestKey}+" : key;
    }

    private OperationRequest Request(SeenSignal seen, HandoffRow handoff, TaskToMake task) =>
        RequestAbout.Of(policy, seen, handoff.Target, handoff.RequestKey, handoff.Id, WritePriority.Handoff) with { Task = task };
}
