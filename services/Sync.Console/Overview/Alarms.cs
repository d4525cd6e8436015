using Sync.Console.Drift;
using Sync.Console.Traffic;
using Sync.Contracts;

namespace Sync.Console.Overview;

/// <summary>Something that a person should look at.</summary>
/// <param name="Level"><c>error</c> where something stands still or is lost sight of, else <c>warning</c>.</param>
/// <param name="Cure">What to do.</param>
public sealed record Alarm(string Level, string Text, string Cure);

/// <summary>What the alarms are decided by.</summary>
internal sealed record AlarmFacts(OverviewNow Now, IReadOnlySet<string> Reporting)
{
    /// <summary>What the last audits found wrong at the connections.</summary>
    public IReadOnlyList<DriftFinding> Findings { get; init; } = [];

    /// <summary>Handoffs of the last day whose deadline has passed without their owner having done anything.</summary>
    public long LateHandoffs { get; init; }

    /// <summary>Changes of the last hour of which a field was held back because it goes round in a loop.</summary>
    public long LoopsInHour { get; init; }
}

/// <summary>Decides what a person should look at. Pure.</summary>
internal static class Alarms
{
    private const string Error = "error";
    private const string Warning = "warning";
    private const string Loop = $"{Outcomes.Filtered}: loop";
    private const string Paused = $"{Outcomes.Waiting}: paused by ";

    private static readonly TimeSpan OldLetter = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongUnderWay = TimeSpan.FromMinutes(2);

    /// <summary>Per cent of an hour's ends among the dead letters.</summary>
    private const double HighShare = 5;
    private const int FewestFailures = 5;

    public static IReadOnlyList<Alarm> Of(AlarmFacts facts) =>
    [
        .. Silent(facts), .. Lanes(facts.Now), .. Quotas(facts.Now), .. Late(facts), .. DriftAlarms.Of(facts.Findings), .. Letters(facts.Now), .. Loops(facts), .. Flow(facts.Now),
        .. SilenceAlarms.Of(facts.Now.Traffic, facts.Now.RulesChanged),
    ];

    private static IEnumerable<Alarm> Silent(AlarmFacts facts) =>
        from service in (string[])["ingress", "writer"]
        where !facts.Reporting.Contains(service)
        select new Alarm(
            Error, $"The {service} has not reported for half a minute.", $"Check that it runs and reaches RabbitMQ and PostgreSQL: its /health/ready says what is missing.");

    private static IEnumerable<Alarm> Lanes(OverviewNow now) =>
        from lane in now.Lanes
        where lane.State is not ("running" or "idle")
        select lane.State == "standby"
            ? new Alarm(Warning, $"Nobody works for {lane.Connection} at the moment.", "Another writer takes over within seconds; if it stays so, check the writers' logs.")
            : lane.State.StartsWith(Paused, StringComparison.Ordinal)
                ? new Alarm(Warning, $"{lane.Connection} is {lane.State}; {lane.Pending} wait.", $"Nothing is lost. Let it go on at its page, or with: sync resume {lane.Connection}")
            : lane.State.Contains("create cap", StringComparison.Ordinal)
                ? new Alarm(Warning, $"{lane.Connection} is {lane.State}; {lane.Pending} wait.", "Nothing is lost. If so many are meant, raise limits.createsPerDay of the connection; if not, correct the rules before 00:00 UTC.")
            : lane.State.Contains("needs-reauth", StringComparison.Ordinal)
                ? new Alarm(Error, $"{lane.Connection} refuses our credentials: {lane.State}; {lane.Pending} wait.", $"Nothing is lost. Give the connection a new key or refresh token and restart; what is wrong exactly says: sync doctor {lane.Connection}")
            : new Alarm(Warning, $"{lane.Connection} is {lane.State}; {lane.Pending} wait.", "Nothing is lost. It goes on by itself once the cause is gone.");

    private static IEnumerable<Alarm> Quotas(OverviewNow now)
    {
        const string Cure = "Nothing is lost, and opt-outs and handoffs go first; what else waits goes on as the 24 hours slide. Pause what can wait, or buy more at the vendor.";
        foreach (var lane in now.Lanes)
        {
            if (lane.Quota is { Left: 0 })
            {
                yield return new Alarm(Error, $"The allowance of {lane.Connection} for 24 hours is used up.", Cure);
            }
            else if (lane.Quota?.ExhaustedInSeconds is { } seconds)
            {
                yield return new Alarm(Warning, $"At the pace of the last hour {lane.Connection} has used up its allowance in {Ages.InWords(seconds)}.", Cure);
            }
        }
    }

    private static IEnumerable<Alarm> Late(AlarmFacts facts)
    {
        if (facts.LateHandoffs > 0)
        {
            yield return new Alarm(
                Warning, $"{facts.LateHandoffs} handoffs of the last day are past their deadline, and their owners have done nothing.",
                "The page of handoffs names persons and owners.");
        }
    }

    private static IEnumerable<Alarm> Letters(OverviewNow now)
    {
        if (now.OldestDeadLetterSeconds > OldLetter.TotalSeconds)
        {
            yield return new Alarm(Warning, $"The oldest dead letter is {Ages.InWords(now.OldestDeadLetterSeconds)} old.", "Replay it, or archive it if it is not needed.");
        }

        var ends = now.ByOutcome.Values.Sum();
        var failures = now.ByOutcome.Where(each => each.Key.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal)).Sum(each => each.Value);
        if (failures >= FewestFailures && failures * 100 >= HighShare * ends)
        {
            yield return new Alarm(Error, $"{failures} of {ends} deliveries of the last hour failed for good.", "The groups of dead letters show what they have in common.");
        }
    }

    // The circle may close in the vendor's own automation: it ends here, and only a person can open it there.
    private static IEnumerable<Alarm> Loops(AlarmFacts facts)
    {
        if (facts.LoopsInHour > 0)
        {
            yield return new Alarm(
                Warning, $"{facts.LoopsInHour} changes of the last hour were held back because their field goes round in a loop.",
                $"The journal shows whose: it says '{Loop}'. Look for a rule at the vendor that answers each of our writes.");
        }
    }

    private static IEnumerable<Alarm> Flow(OverviewNow now)
    {
        if (now.OldestSeconds > LongUnderWay.TotalSeconds)
        {
            yield return new Alarm(Warning, $"The oldest delivery under way came {Ages.InWords(now.OldestSeconds)} ago.", "Look at the lanes: one that waits holds its deliveries up.");
        }
    }
}
