using Npgsql;
using Sync.Console.Checkups;
using Sync.Console.DeadLetters;
using Sync.Console.Journal;
using Sync.Console.Overview;
using Sync.Policy;

namespace Sync.Console.Pages;

/// <summary>What the overview shows.</summary>
public sealed record OverviewModel(
    OverviewNow Now, IReadOnlyList<double> Accepted, IReadOnlyList<double> Settled, IReadOnlyList<double> InFlight,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<double>>> Pending, IReadOnlyList<ConnectionModel> Connections);

/// <summary>One connection and how it is.</summary>
public sealed record ConnectionModel(
    ConnectionPolicy Policy, LaneNow? Lane, ProofRow? Received, ProofRow? Wrote, ProofRow? Refused, long DeadLetters,
    IReadOnlyList<ConnectionChecked> Trials);

/// <summary>Reads what overview and connections show.</summary>
internal sealed class OverviewModels(NpgsqlDataSource dataSource, OverviewReader overview, SyncPolicy policy, TimeProvider time)
{
    private const int Minutes = 60;

    public async Task<OverviewModel> Read(CancellationToken ct)
    {
        var now = await overview.Read(ct);
        var samples = await overview.LastHour();
        var until = time.GetUtcNow().UtcDateTime;
        return new OverviewModel(
            now, Rates.PerMinute(samples["accepted"], until, Minutes), Rates.PerMinute(samples["settled"], until, Minutes),
            Rates.HighestPerMinute(samples["inFlight"], until, Minutes),
            [.. now.Lanes.Select(lane => KeyValuePair.Create(
                lane.Connection, Rates.HighestPerMinute(samples[$"lane.{lane.Connection}.pending"], until, Minutes)))],
            await Connections(now));
    }

    public async Task<IReadOnlyList<ConnectionModel>> Connections(OverviewNow now)
    {
        var proofs = (await dataSource.Proofs()).ToDictionary(proof => (proof.Connection, proof.What));
        var trials = (await dataSource.LastTrials()).ToDictionary(trial => trial.Name);
        var letters = (await dataSource.OpenGroups(int.MaxValue)).ToLookup(group => group.Connection, group => group.Count);
        return
        [
            .. policy.Connections.Values.Select(connection => new ConnectionModel(
                connection, now.Lanes.FirstOrDefault(lane => lane.Connection == connection.Name),
                proofs.GetValueOrDefault((connection.Name, Proofs.Received)), proofs.GetValueOrDefault((connection.Name, Proofs.Wrote)),
                proofs.GetValueOrDefault((connection.Name, Proofs.Refused)), letters[connection.Name].Sum(),
                [.. policy.RoutesTo(connection.Name).Select(route => trials.GetValueOrDefault(route.Name)).OfType<ConnectionChecked>()])),
        ];
    }
}
