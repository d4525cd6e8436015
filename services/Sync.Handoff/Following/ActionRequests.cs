using System.Text.Json;
using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;
using Sync.Storage;

namespace Sync.Handoff.Following;

/// <summary>What a play has done beside the task. Pure.</summary>
internal static class ActionRequests
{
    /// <param name="events">What plays heard of the person, newest first.</param>
    public static IReadOnlyList<ActionRow> Of(SyncPolicy policy, HandoffRow handoff, IReadOnlyList<HeardSignal> events)
    {
        if (policy.Handoff.Find(handoff.Play) is not { } play)
        {
            return [];
        }

        var seen = JsonSerializer.Deserialize<SeenSignal>(handoff.Seen, OutboxJson.Options)!;
        var also = play.Also;
        var sales = Request(policy, handoff, seen, handoff.Target);
        var marketing = Request(policy, handoff, seen, play.Source) with { UnlessOptedOut = !play.AlsoOptedOut };
        var actions = new List<(string Name, OperationRequest Request)>();
        if (also.Note is not null)
        {
            actions.Add(("note", sales with { Note = Note(policy, play, handoff, seen, events) }));
        }

        if (also.Owner)
        {
            actions.Add(("owner", sales with { Owner = handoff.Owner }));
        }

        if (also.Deal is not null)
        {
            actions.Add(("deal", sales with { Deal = Deal(policy, play, handoff, seen) }));
        }

        actions.AddRange(also.Tags.Select(tag => ($"tag {tag}", marketing with { Tag = tag })));
        actions.AddRange(also.Automations.Select(number => ($"automation {number}", marketing with { Automation = number })));
        return [.. actions.Select(each => ActionRow.Of(handoff.Id, each.Name, each.Request with { Key = $"{each.Request.Key}{each.Name}" }))];
    }

    public static OperationsRequested Ask(IEnumerable<ActionRow> actions) => new() { Items = [.. actions.Select(each => each.Read())] };

    private static NoteToMake Note(SyncPolicy policy, PlayPolicy play, HandoffRow handoff, SeenSignal seen, IReadOnlyList<HeardSignal> events)
    {
        var told = events.Select(each => ($"{each.Kind} {each.Value}", each.OccurredAt));
        return NoteWording.Of(play, seen.Signal, seen.Fields, seen.Email, told, policy.Handoff.ZoneOf(handoff.Owner));
    }

    /// <summary>The deal that a play has made beside the task; null where it has none made.</summary>
    public static DealToMake? Deal(SyncPolicy policy, PlayPolicy play, HandoffRow handoff, SeenSignal seen) => play.Also.Deal is not { } deal ? null
        : DealWording.Of(
            play, deal, seen.Signal, seen.Fields, seen.Email, handoff.Owner, TimeZoneInfo.ConvertTime(handoff.DecidedAt, policy.Handoff.ZoneOf(handoff.Owner)));

    // A part of the signal's part, as the task is. Nobody waits for it as for a task.
    private static OperationRequest Request(SyncPolicy policy, HandoffRow handoff, SeenSignal seen, string target) =>
        RequestAbout.Of(policy, seen, target, $"{seen.Signal.Key}>{target}!", handoff.Id, WritePriority.Live);
}
