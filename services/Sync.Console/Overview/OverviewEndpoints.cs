using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Sync.Console.Traffic;

namespace Sync.Console.Overview;

/// <summary>How much is in, how much is out, and what waits where.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this RouteGroupBuilder api) =>
        api.MapGet("/overview", Show).WithSummary("What flows, what waits and what failed");

    private static async Task<Ok<OverviewNow>> Show(OverviewReader overview, CancellationToken ct) => TypedResults.Ok(await overview.Read(ct));
}

internal sealed record ReportRow(string Service, DateTime At, string Numbers, string States);

/// <summary>The newest numbers.</summary>
/// <param name="ByOutcome">Final outcomes of the last hour.</param>
public sealed record OverviewNow(
    DateTime? At, long Accepted, long Duplicates, long Settled, long InFlight, double OldestSeconds, long DeadLetters,
    IReadOnlyDictionary<string, long> ByOutcome, IReadOnlyList<LaneNow> Lanes)
{
    private const string LanePrefix = "lane.";
    private const string Standby = "standby";

    public double AcceptedPerSecond { get; init; }

    public double SettledPerSecond { get; init; }

    /// <summary>Seconds until nothing is in flight, at the speed of the last minute; null while more comes in than goes out.</summary>
    public double? DrainSeconds { get; init; }

    /// <summary>How long ago the oldest dead letter that nobody has dealt with failed; 0 if there is none.</summary>
    public double OldestDeadLetterSeconds { get; init; }

    /// <summary>Dead letters of the last hour that nobody has dealt with.</summary>
    public long NewDeadLettersInHour { get; init; }

    /// <summary>Persons that claim one address and that nobody has decided about.</summary>
    public long OpenReviews { get; init; }

    /// <summary>Kinds of events that came and that this version does not know: kept, counted, and otherwise passed over.</summary>
    public IReadOnlyList<UnknownKind> UnknownKinds { get; init; } = [];

    /// <summary>What went which way in the last hour, beside what is usual at this hour.</summary>
    public IReadOnlyList<TrafficNow> Traffic { get; init; } = [];

    /// <summary>The last change of the configuration; null if there was none.</summary>
    public RulesChange? RulesChanged { get; init; }

    /// <summary>What a person should look at.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    internal static OverviewNow From(List<ReportRow> reports, long deadLetters, Dictionary<string, long> byOutcome)
    {
        var numbers = Merge<double>(reports.Select(report => report.Numbers));
        var states = Merge<string>(reports.Select(report => report.States), told => told == Standby);
        long Whole(string name) => (long)numbers.GetValueOrDefault(name);
        return new OverviewNow(
            reports.Count == 0 ? null : reports.Max(report => report.At),
            Whole("accepted"), Whole("duplicates"), Whole("settled"), Whole("inFlight"), numbers.GetValueOrDefault("oldestSeconds"),
            deadLetters, byOutcome,
            [.. states.Keys.Where(name => name.StartsWith(LanePrefix, StringComparison.Ordinal)).Select(name => name[LanePrefix.Length..])
                .Order().Select(name => new LaneNow(
                    name, states[$"lane.{name}"], Whole($"lane.{name}.pending"), numbers.GetValueOrDefault($"lane.{name}.oldestSeconds"),
                    states.GetValueOrDefault($"webhooks.{name}"))
                {
                    CallsPerSecond = numbers.TryGetValue($"lane.{name}.callsPerSecond", out var calls) ? (int)calls : null,
                    Quota = Overview.Quota.Of(numbers, name),
                })]);
    }

    // Of several instances one has a lane, and says more about it than those that wait for it.
    private static Dictionary<string, T> Merge<T>(IEnumerable<string> documents, Func<T, bool>? saysLess = null)
    {
        var merged = new Dictionary<string, T>();
        foreach (var (name, value) in documents.SelectMany(document => JsonSerializer.Deserialize<Dictionary<string, T>>(document)!))
        {
            if (!merged.ContainsKey(name) || saysLess?.Invoke(value) is not true)
            {
                merged[name] = value;
            }
        }

        return merged;
    }
}

/// <summary>One connection's lane.</summary>
/// <param name="State"><c>running</c>, <c>standby</c>, or what it waits for.</param>
/// <param name="Webhooks">How the webhooks that the vendor should send us are registered; null where none should be.</param>
public sealed record LaneNow(string Connection, string State, long Pending, double OldestSeconds, string? Webhooks)
{
    /// <summary>Seconds until nothing waits, at the speed of the last minute; null while that does not get less.</summary>
    public double? DrainSeconds { get; init; }

    /// <summary>Calls a second that are made at present: fewer than configured after the vendor has refused some. Null where nobody has the
    /// lane.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>What is used of the vendor's daily allowance; null where nobody has the lane.</summary>
    public Quota? Quota { get; init; }
}
