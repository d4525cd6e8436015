using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>What sales does when a person does something.</summary>
public sealed record PlayPolicy
{
    public required string Name { get; init; }

    /// <summary>Connection that tells of it.</summary>
    public required string Source { get; init; }

    /// <summary>Connection in which sales works.</summary>
    public required string Target { get; init; }

    /// <summary>Nobody is called: what it hears goes into the note that sums up the person's week.</summary>
    public bool IsWeekly { get; init; }

    /// <summary>Any of them begins it, or all of them together. Those of <see cref="Changes"/> are among them.</summary>
    public required IReadOnlyList<PlayTrigger> Triggers { get; init; }

    /// <summary>Fields that are watched.</summary>
    public IReadOnlyList<ChangeTrigger> Changes { get; init; } = [];

    /// <summary>Time in which each of the triggers has to come; null where one of them is enough.</summary>
    public TimeSpan? AllWithin { get; init; }

    /// <summary>Time in which the same person is not handed off again.</summary>
    public required TimeSpan Cooldown { get; init; }

    /// <summary>Who is like one of these is not handed off.</summary>
    public required IReadOnlyList<PlayCondition> Unless { get; init; }

    /// <summary>Who has an open deal in the CRM is not handed off.</summary>
    public bool UnlessOpenDeal { get; init; }

    /// <summary>Also who wants no more mail is handed off: for plays in which he asked to be called.</summary>
    public bool AlsoOptedOut { get; init; }

    /// <summary>The first that fits says who may get it; the last one fits everybody.</summary>
    public required IReadOnlyList<AssignmentRule> Assign { get; init; }

    /// <summary>Working time in which the owner shall have acted.</summary>
    public required TimeSpan Within { get; init; }

    public required TaskTemplate Task { get; init; }

    public PlayActions Also { get; init; } = PlayActions.None;

    /// <summary>Who is told of each handoff beside.</summary>
    public IReadOnlyList<NotifyPolicy> Notify { get; init; } = [];

    /// <summary>Which of these the play has to hear of. A field that is watched always: how it stood is needed the next time. Of the others
    /// one is enough, unless all are waited for.</summary>
    public IEnumerable<PlayTrigger> Hears(IReadOnlyCollection<PlayTrigger> signals)
    {
        var met = Triggers.Select(trigger => signals.FirstOrDefault(trigger.IsMet)).OfType<PlayTrigger>().Distinct().ToList();
        var first = met.Find(signal => signal.Kind != SignalKinds.Change);
        return met.Where(signal => AllWithin is not null || signal.Kind == SignalKinds.Change || signal == first);
    }
}

/// <summary>Who may get a person.</summary>
/// <param name="When">Null for everybody.</param>
/// <param name="Owners">Addresses; those who are away are passed over.</param>
public sealed record AssignmentRule(PlayCondition? When, IReadOnlyList<string> Owners)
{
    /// <summary>Name of the rotation: all rules with the same owners share it.</summary>
    public string Rotation => string.Join(' ', Owners.Order(StringComparer.Ordinal));
}

/// <summary>Something that a person is like.</summary>
/// <param name="Field">Canonical name.</param>
/// <param name="AnyOf">Values; a <c>*</c> stands for any letters. Empty: whatever stands there.</param>
public sealed record PlayCondition(string Field, IReadOnlyList<string> AnyOf)
{
    public string Text => AnyOf.Count == 0 ? Field : $"{Field} {string.Join(" or ", AnyOf)}";

    public bool Holds(IReadOnlyDictionary<string, string?> fields) =>
        fields.GetValueOrDefault(Field)?.Trim() is { Length: > 0 } value
        && (AnyOf.Count == 0 || AnyOf.Any(each => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(each, value)));
}

/// <summary>How the task reads. Names in braces stand for values of the person.</summary>
/// <param name="Priority">The CRM's own word; null for its usual one.</param>
public sealed record TaskTemplate(string Subject, string? Text, string? Priority)
{
    public static TaskTemplate None { get; } = new("", null, null);
}
