using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>when:</c> of a play.</summary>
internal static class WhenSection
{
    private const int MostPoints = 1_000_000;
    private static readonly string[] Kinds = [SignalKinds.Form, SignalKinds.Tag, SignalKinds.List, SignalKinds.Automation, SignalKinds.Deal];

    public static PlayBeginning Read(Section? when, PlayKnowledge known, MistakeList mistakes)
    {
        if (when is null)
        {
            return new PlayBeginning([], [], null);
        }

        var changes = when.OptionalList("changes", "field").Select(each => Change(each, known, mistakes)).OfType<ChangeTrigger>().ToList();
        var days = when.OptionalNumber("allWithinDays", 1, 3_650);
        List<PlayTrigger> triggers =
        [
            .. Kinds.SelectMany(kind => when.Texts(kind).Select(text => new PlayTrigger(kind, text.Value))), .. changes.Select(each => each.Signal),
        ];
        when.RefuseUnknownKeys();
        if (triggers.Count == 0 && !when.Has("changes"))
        {
            mistakes.Add(
                when.Line, when.Path, "The play waits for nothing.",
                "Write '{ form: name }', '{ tag: name }', '{ list: number }', '{ automation: number }', '{ deal: stage }' or '{ changes: [{ field: name, reaches: number }] }'.");
        }

        return new PlayBeginning(triggers, changes, days is { } within ? TimeSpan.FromDays(within) : null);
    }

    private static ChangeTrigger? Change(Section change, PlayKnowledge known, MistakeList mistakes)
    {
        var field = change.RequiredText("field");
        var least = change.OptionalNumber("reaches", 0, MostPoints);
        var values = change.Texts("is");
        change.RefuseUnknownKeys();
        if (field is null)
        {
            return null;
        }

        known.Refuse(field, change, mistakes);
        if (change.Has("reaches") == values.Count > 0)
        {
            mistakes.Add(
                change.Line, change.Path, "It is not said what the field has to come to.",
                "Write one of '{ field: score, reaches: 50 }' and '{ field: lifecycle, is: [sql] }'.");
        }

        return new ChangeTrigger(field.Value, least, [.. values.Select(value => value.Value)]);
    }
}

/// <summary>What a play waits for.</summary>
internal sealed record PlayBeginning(IReadOnlyList<PlayTrigger> Triggers, IReadOnlyList<ChangeTrigger> Changes, TimeSpan? AllWithin);
