using Sync.Console.Access;
using Sync.Console.Calls;
using Sync.Console.Conflicts;
using Sync.Contracts;

namespace Sync.Console.Journal;

/// <summary>Everything known about a person or a delivery, in the order in which it happened.</summary>
/// <param name="LastStage">How far the newest delivery got, e.g. <c>written: written</c>: the answer before all details. Echoes of our own
/// writes do not count beside anything else: they follow whatever happened.</param>
public sealed record TimeLine(string? Email, TimeLinePerson? Person, string LastStage, IReadOnlyList<TimeLineEvent> Events)
{
    /// <summary>What failed for good about the person and is not dealt with, newest first.</summary>
    public IReadOnlyList<TimeLineLetter> DeadLetters { get; init; } = [];

    /// <summary>Fields of the person that two systems changed at once and nobody has settled since.</summary>
    public IReadOnlyList<ConflictRow> Conflicts { get; init; } = [];

    /// <summary>What has not ended because a lane waits; empty if nothing is held up.</summary>
    public IReadOnlyList<TimeLineWait> Waits { get; init; } = [];

    /// <summary>What was asked of the vendors for these deliveries, oldest first.</summary>
    public IReadOnlyList<CallRow> Calls { get; init; } = [];

    internal TimeLine For(Sight sight) => !sight.IsMasked ? this : this with
    {
        Email = sight.Email(Email),
        Events = [.. Events.Select(item => item with { Detail = sight.Text(item.Detail) })],
        DeadLetters = [.. DeadLetters.Select(letter => letter with { Reason = sight.Payload(letter.Reason)! })],
        Conflicts = [.. Conflicts.Select(conflict => conflict.For(sight))],
        Calls = [.. Calls.Select(call => call.For(sight))],
    };

    /// <summary>Builds the line from the journal's facts. Pure.</summary>
    internal static TimeLine? From(IReadOnlyList<OutcomeReached> facts)
    {
        if (facts.Count == 0)
        {
            return null;
        }

        facts = DeliveryEnd.Once(facts);
        var events = facts.GroupBy(fact => fact.DeliveryId).SelectMany(Arrival).Concat(facts.Select(Event))
            .OrderBy(item => item.At).ThenBy(item => item.DeliveryId).ToList();
        var newest = facts.GroupBy(fact => fact.DeliveryId).Select(delivery => delivery.MaxBy(fact => (fact.At, fact.Final))!)
            .MaxBy(last => (last.Outcome != Outcomes.Echo, last.DeliveryId))!;
        return new TimeLine(
            facts.LastOrDefault(fact => fact.Email is not null)?.Email, Whose(facts), $"{newest.Stage}: {newest.Outcome}", events);
    }

    /// <summary>The same, with what holds up its deliveries; where that is the newest one, the last stage says it.</summary>
    internal TimeLine Waiting(IReadOnlyList<TimeLineWait> waits) =>
        waits.FirstOrDefault(wait => Events.Count > 0 && wait.Deliveries.Contains(Events.Max(item => item.DeliveryId))) is { } held
            ? this with { Waits = waits, LastStage = $"{LastStage.Split(':')[0]}: {held.State}" }
            : this with { Waits = waits };

    // The first stages leave no message of their own: their times travel with the later ones. Where mapping has left one, it was
    // that of a notification, and the record that it named was mapped when it had been read.
    private static IEnumerable<TimeLineEvent> Arrival(IGrouping<long, OutcomeReached> delivery)
    {
        var first = delivery.FirstOrDefault(fact => fact.MappedAt is not null) ?? delivery.First();
        yield return new TimeLineEvent(first.ReceivedAt, Stages.Received, "stored", first.Kind, delivery.Key) { Source = first.Source };
        var mapping = delivery.Any(fact => fact.Stage == Stages.Mapped) ? Stages.Read : Stages.Mapped;
        foreach (var fact in delivery.Where(fact => fact.MappedAt is not null).DistinctBy(fact => KeyOf(fact).Part))
        {
            yield return new TimeLineEvent(fact.MappedAt!.Value, mapping, Outcomes.Passed, null, delivery.Key)
            {
                Source = fact.Source, Part = PartOf(fact),
            };
        }
    }

    private static TimeLineEvent Event(OutcomeReached fact) => new(fact.At, fact.Stage, fact.Outcome, fact.Detail, fact.DeliveryId)
    {
        Final = fact.Final,
        Source = fact.Source,
        Target = fact.Target,
        Module = fact.Module,
        RecordId = fact.RecordId,
        Part = PartOf(fact),
        Replay = KeyOf(fact) is { Replay: > 0 and var replay } ? replay : null,
        PolicyVersion = fact.PolicyVersion,
        Trace = fact.Trace,
    };

    private static ItemKey KeyOf(OutcomeReached fact) => ItemKey.Read(fact.Key);

    private static string? PartOf(OutcomeReached fact) => KeyOf(fact) is { Parts: > 1 } key ? $"{key.Part}/{key.Parts}" : null;

    private static TimeLinePerson? Whose(IReadOnlyList<OutcomeReached> facts) =>
        facts.LastOrDefault(fact => fact.PersonId is not null)?.PersonId is not { } id
            ? null
            : new TimeLinePerson(id,
            [
                .. facts.Where(fact => fact.PersonId == id && fact.RecordId is not null && (fact.Target ?? fact.Source) is not null)
                    .Select(fact => new TimeLineLink((fact.Target ?? fact.Source)!, fact.Module!, fact.RecordId!)).Distinct(),
            ]);
}

public sealed record TimeLinePerson(long Id, IReadOnlyList<TimeLineLink> Links);

/// <summary>A record that the person is known by.</summary>
public sealed record TimeLineLink(string Connection, string Module, string RecordId);

public sealed record TimeLineEvent(DateTimeOffset At, string Stage, string Outcome, string? Detail, long DeliveryId)
{
    /// <summary>True if this is how the delivery, or the part of it, ended.</summary>
    public bool Final { get; init; }

    /// <summary>Which of the records that the delivery named, e.g. <c>2/5</c>; null where it named one.</summary>
    public string? Part { get; init; }

    public string? Source { get; init; }

    public string? Target { get; init; }

    public string? Module { get; init; }

    public string? RecordId { get; init; }

    /// <summary>Number of the replay that it belongs to; null the first time.</summary>
    public int? Replay { get; init; }

    public string? PolicyVersion { get; init; }

    public string? Trace { get; init; }
}

/// <summary>A dead letter about the person.</summary>
public sealed record TimeLineLetter(long Id, DateTimeOffset At, string Stage, string Class, string Reason, long? DeliveryId);
