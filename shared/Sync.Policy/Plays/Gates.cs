using Sync.Contracts;

namespace Sync.Policy.Plays;

/// <summary>What keeps a play from handing a person off. Pure.</summary>
public static class Gates
{
    public const string Cooldown = "cooldown";
    public const string Consent = "consent";
    public const string NoOwner = "no-owner";
    public const string OpenDeal = "open deal";

    /// <summary>All gates of a play, in the order in which they are asked; the first closed one says why nothing is done.</summary>
    /// <param name="handedOff">When the person was handed off by this play, by the source's clock.</param>
    /// <param name="deal">What the CRM says of the person's deals; null where it was not asked.</param>
    public static IReadOnlyList<Gate> Of(
        SyncPolicy policy, PlayPolicy play, IReadOnlyDictionary<string, string?> fields, DateTimeOffset occurredAt,
        IEnumerable<DateTimeOffset> handedOff, OpenDeal? deal)
    {
        // In both directions of time: what happened first may be heard of last.
        var near = handedOff.Where(at => (at - occurredAt).Duration() < play.Cooldown).Order().Select(at => (DateTimeOffset?)at).LastOrDefault();
        var gates = new List<Gate>
        {
            new(Cooldown, near is null, near is { } at
                ? $"handed off at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC already; once in {Template.Say(play.Cooldown)}"
                : $"not handed off within {Template.Say(play.Cooldown)}"),
        };
        if (!play.AlsoOptedOut)
        {
            var isOut = fields.Any(field => policy.HasOptOut([field.Key]) && field.Value == "true");
            gates.Add(new Gate(Consent, !isOut, isOut ? "the person wants no more mail" : "the person has not opted out"));
        }

        gates.AddRange(play.Unless.Select(condition => new Gate(
            condition.Field, !condition.Holds(fields), $"{condition.Field} is '{fields.GetValueOrDefault(condition.Field)}'; not for {condition.Text}")));
        if (play.UnlessOpenDeal && deal is not null)
        {
            gates.Add(new Gate(OpenDeal, !deal.Has, deal.Why));
        }

        return gates;
    }

    /// <summary>Which part of time a handoff falls into: two of one part are always within the cooldown of each other.</summary>
    public static long Bucket(PlayPolicy play, DateTimeOffset occurredAt) =>
        play.Cooldown == TimeSpan.Zero ? occurredAt.UtcTicks : occurredAt.UtcTicks / play.Cooldown.Ticks;

    public static string Word(Gate closed) => $"{Outcomes.Suppressed}: {closed.Name}";
}

/// <summary>One reason for which a play might do nothing.</summary>
/// <param name="IsOpen">It does not stand in the way.</param>
/// <param name="Why">For a person to read.</param>
public sealed record Gate(string Name, bool IsOpen, string Why);
