using Sync.Contracts;

namespace Sync.Handoff.Following;

/// <summary>Tells the console how what is done beside tasks stands. Pure.</summary>
internal static class ActionNotes
{
    public static ActionsNoted Asked(IEnumerable<ActionRow> actions, DateTimeOffset now) => new()
    {
        Items = [.. actions.Select(each => new ActionNoted { HandoffId = $"{each.HandoffId:N}", Name = each.Name, At = now })],
    };

    public static ActionsNoted Ended(IEnumerable<EndedAction> actions, DateTimeOffset now) => new()
    {
        Items =
        [
            .. actions.Select(each => new ActionNoted
            {
                HandoffId = $"{each.HandoffId:N}", Name = each.Name, Outcome = each.Outcome, Detail = each.Detail, At = now,
            }),
        ],
    };
}
