using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Handoff;

/// <summary>What plays heard of persons before: how the fields stood that they watch, and which of several things have come already. Goes
/// on with each signal of an envelope; does no I/O.</summary>
internal sealed class PlayMemory(IEnumerable<WatchedField> watched, IEnumerable<HeardSignal> heard)
{
    public const string NotReached = $"{Outcomes.Filtered}: not-reached";
    public const string NotAllYet = $"{Outcomes.Filtered}: not-all-yet";

    private readonly Dictionary<(long, string, string), WatchedField> _watched =
        watched.ToDictionary(field => (field.PersonId, field.Play, field.Change));

    private readonly List<HeardSignal> _heard = [.. heard];
    private readonly Dictionary<(long, string, string), WatchedField> _learnt = [];

    /// <summary>As if everything had come: for a play that is tried, or goes on with somebody else.</summary>
    public static PlayMemory OfAll => new([], []) { HasAll = true };

    private bool HasAll { get; init; }

    /// <summary>How fields stand that stood otherwise, or were not known.</summary>
    public IReadOnlyCollection<WatchedField> Learnt => _learnt.Values;

    /// <summary>Notes how a watched field stands.</summary>
    /// <returns>True if it has just come to say what is waited for. Who is heard of for the first time may have been there for long; what
    /// is older than what is known says nothing.</returns>
    public bool Reaches(SeenSignal seen, ChangeTrigger change)
    {
        if (HasAll)
        {
            return true;
        }

        var key = (seen.PersonId, seen.Signal.Play, change.Text);
        var before = _watched.GetValueOrDefault(key);
        if (before is not null && seen.OccurredAt < before.At)
        {
            return false;
        }

        var now = new WatchedField(seen.PersonId, seen.Signal.Play, change.Text, change.Holds(seen.Fields), seen.OccurredAt);
        _watched[key] = _learnt[key] = now;
        return before is { Holds: false } && now.Holds;
    }

    /// <summary>What a play that waits for several things has not heard of yet, with this signal among them. What led to an earlier handoff
    /// does not count again.</summary>
    public IReadOnlyList<string> Missing(SeenSignal seen, PlayPolicy play, IEnumerable<HandoffRow> earlier)
    {
        if (play.AllWithin is not { } time || HasAll)
        {
            return [];
        }

        _heard.Add(new HeardSignal(seen.PersonId, play.Name, seen.Signal.Kind, seen.Signal.Value, seen.OccurredAt));
        var since = earlier.Where(handoff => handoff.Play == play.Name).Select(handoff => (DateTimeOffset?)handoff.OccurredAt).Max();
        var came = _heard.Where(each => each.PersonId == seen.PersonId && each.Play == play.Name
            && (since is null || each.OccurredAt > since) && (each.OccurredAt - seen.OccurredAt).Duration() <= time).ToList();
        return [.. play.Triggers.Where(trigger => !came.Exists(each => trigger.IsMet(new(each.Kind, each.Value)))).Select(trigger => $"{trigger.Kind} {trigger.Value}")];
    }
}

/// <summary>How a field stood that a play watches.</summary>
/// <param name="Change">What is waited for, in words.</param>
/// <param name="Holds">It said that.</param>
/// <param name="At">By the source's clock.</param>
internal sealed record WatchedField(long PersonId, string Play, string Change, bool Holds, DateTimeOffset At);

/// <summary>Something that a play heard of a person.</summary>
internal sealed record HeardSignal(long PersonId, string Play, string Kind, string Value, DateTimeOffset OccurredAt);
