using Dapper;
using Npgsql;
using Sync.Console.Drift;
using Sync.Console.DeadLetters;
using Sync.Console.Handoffs;
using Sync.Console.Reviews;
using Sync.Console.Traffic;

namespace Sync.Console.Overview;

/// <summary>Puts the overview together from reports, samples and counts.</summary>
internal sealed class OverviewReader(NpgsqlDataSource dataSource, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public async Task<OverviewNow> Read(CancellationToken ct)
    {
        var samples = await dataSource.Samples(Lately);
        var letters = await dataSource.CountOpen();
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        var reports = await Reports(connection);
        var byOutcome = (await connection.QueryAsync<(string Outcome, long Count)>("""
            select outcome, count(*) from outcome where final and at > now() - interval '1 hour' group by outcome order by 2 desc
            """)).ToDictionary(row => row.Outcome, row => row.Count);
        var findings = await connection.DriftFindings();
        var (late, loops) = (await connection.LateHandoffs(), await connection.LoopsInHour());
        var until = TrafficPiece.Start(time.GetUtcNow());
        return WithAlarms(WithFlow(OverviewNow.From(reports, letters.Count, byOutcome), samples) with
        {
            OldestDeadLetterSeconds = letters.OldestSeconds,
            NewDeadLettersInHour = letters.NewInHour,
            OpenReviews = await connection.OpenReviews(),
            UnknownKinds = await connection.UnknownKinds(),
            Traffic = UsualTraffic.Of(await connection.TrafficHours(until, UsualTraffic.DaysBack), until),
            RulesChanged = await connection.LastChange(),
        }, reports, findings, late, loops);
    }

    /// <summary>Connection to what its lane is doing, in words.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LaneStates()
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return OverviewNow.From(await Reports(connection), 0, []).Lanes.ToDictionary(lane => lane.Connection, lane => lane.State);
    }

    /// <summary>What the charts show.</summary>
    public async Task<ILookup<string, Sample>> LastHour() => await dataSource.Samples(Hour);

    private static async Task<List<ReportRow>> Reports(NpgsqlConnection connection) =>
        (await connection.QueryAsync<ReportRow>("select service, at, numbers, states from report order by at")).AsList();

    private static OverviewNow WithFlow(OverviewNow now, ILookup<string, Sample> samples)
    {
        var (accepted, settled) = (Rates.PerSecond(samples["accepted"], Lately), Rates.PerSecond(samples["settled"], Lately));
        return now with
        {
            AcceptedPerSecond = Math.Round(accepted, 2),
            SettledPerSecond = Math.Round(settled, 2),
            DrainSeconds = Rates.DrainSeconds(now.InFlight, accepted, settled),
            Lanes = [.. now.Lanes.Select(lane => lane with { DrainSeconds = Rates.DrainSeconds(samples[$"lane.{lane.Connection}.pending"], Lately) })],
        };
    }

    private OverviewNow WithAlarms(OverviewNow now, List<ReportRow> reports, IReadOnlyList<DriftFinding> findings, long late, long loops)
    {
        var since = time.GetUtcNow().UtcDateTime;
        var reporting = reports.Where(report => since - report.At < Silence).Select(report => report.Service).ToHashSet();
        return now with
        {
            Alarms = Alarms.Of(new AlarmFacts(now, reporting)
            {
                Findings = findings, LateHandoffs = late, LoopsInHour = loops,
            }),
        };
    }
}
