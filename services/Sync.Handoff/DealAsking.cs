using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;

namespace Sync.Handoff;

/// <summary>Asks the CRM whether a person has an open deal before he is given to somebody: his turn, a message to a chat and the cooldown
/// are for those who get a task. Pure.</summary>
internal static class DealAsking
{
    public const string Waiting = $"{Outcomes.Waiting}: {Gates.OpenDeal}";

    public static Judgement Ask(SyncPolicy policy, PlayPolicy play, SeenSignal seen, Guid id) => new(
        seen, Waiting, $"{play.Name}: {play.Target} is asked whether the person has an open deal.", null,
        RequestAbout.Of(policy, seen, play.Target, $"{seen.Signal.Key}{Suffix(play.Target)}", id, WritePriority.Handoff) with
        {
            Deals = new DealsToLookAt(policy.Handoff.Deals.Closed),
        });

    public static bool IsAnswer(SettledOperation item) => item.Outcome is Outcomes.DealOpen or Outcomes.NoOpenDeal;

    /// <summary>Key of the signal that an answer is for.</summary>
    public static string SignalOf(SettledOperation answer) =>
        answer.Key.EndsWith(Suffix(answer.Target), StringComparison.Ordinal) ? answer.Key[..^Suffix(answer.Target).Length] : answer.Key;

    public static OpenDeal Answer(SettledOperation answer) => OpenDeal.Told(answer.Outcome == Outcomes.DealOpen, answer.Detail);

    private static string Suffix(string target) => $">{target}!open-deal";
}
