using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Sync.Console.Overview;

/// <summary>How much is in, how much is out, and what waits where.</summary>
internal static class OverviewEndpoints
{
    public static void MapOverview(this RouteGroupBuilder api) =>
        api.MapGet("/overview", Show).WithSummary("What flows, what waits and what failed");

    private static async Task<Ok<OverviewNow>> Show(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var reports = (await connection.QueryAsync<ReportRow>("select service, at, numbers, states from report order by at")).ToList();
        var deadLetters = await connection.ExecuteScalarAsync<long>("select count(*) from dead_letter where state = 'open'");
        var byOutcome = (await connection.QueryAsync<(string Outcome, long Count)>("""
            select outcome, count(*) from outcome where final and at > now() - interval '1 hour' group by outcome order by 2 desc
            """)).ToDictionary(row => row.Outcome, row => row.Count);
        return TypedResults.Ok(OverviewNow.From(reports, deadLetters, byOutcome));
    }
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
                    states.GetValueOrDefault($"webhooks.{name}")))]);
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
public sealed record LaneNow(string Connection, string State, long Pending, double OldestSeconds, string? Webhooks);
