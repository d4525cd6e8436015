using Sync.Contracts;
using Sync.Policy.Plays;

namespace Sync.Policy.Reading;

/// <summary>Reads <c>also:</c> of a play.</summary>
internal static class AlsoSection
{
    public static PlayActions Read(Section? also, PlayBeginning when, PlayKnowledge known, MistakeList mistakes)
    {
        if (also is null)
        {
            return PlayActions.None;
        }

        var actions = new PlayActions(
            known.Template(also, "note", isRequired: false, mistakes), also.Flag("owner"), Values(also, "tags"), Values(also, "automations"))
        {
            Deal = DealSection.Read(also.OptionalSection("deal"), known, mistakes),
        };
        also.RefuseUnknownKeys();
        RefuseLoop(also, "tags", SignalKinds.Tag, actions.Tags, when, mistakes);
        RefuseLoop(also, "automations", SignalKinds.Automation, actions.Automations, when, mistakes);
        return actions;
    }

    private static string[] Values(Section also, string key) => [.. also.Texts(key).Select(text => text.Value.Trim()).Distinct()];

    // It would begin anew by itself, once in each cooldown.
    private static void RefuseLoop(
        Section also, string key, string kind, IReadOnlyList<string> values, PlayBeginning when, MistakeList mistakes)
    {
        if (values.FirstOrDefault(value => when.Triggers.Any(trigger => trigger.IsMet(new PlayTrigger(kind, value)))) is { } own)
        {
            mistakes.Add(also.LineOf(key), also.At(key), $"The play begins with the {kind} '{own}' that it sets itself.", "Take it out of one of the two.");
        }
    }
}
