using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Sync.Contracts;
using Sync.Storage;

namespace Sync.Console.Journal;

/// <summary>
/// Notes when each connection was last seen to work: something came from it, something was written to it, something was refused. Gathered
/// in memory and written every few seconds: thousands of outcomes a second would all change the same few rows.
/// </summary>
internal sealed class Proofs(NpgsqlDataSource dataSource, StorageReadiness readiness, TimeProvider time) : BackgroundService
{
    public const string Received = "received";
    public const string Wrote = "written";
    public const string Refused = "refused";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Connection, string What), OutcomeReached> _newest = [];

    public void Note(IEnumerable<OutcomeReached> facts)
    {
        foreach (var fact in facts)
        {
            if (fact.Source is { } source)
            {
                Note(source, Received, fact with { At = fact.ReceivedAt });
            }

            if (fact is { Target: { } target, Stage: Stages.Written })
            {
                Note(target, fact.Outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal) ? Refused : Wrote, fact);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var seen in _newest.Keys)
            {
                if (_newest.TryRemove(seen, out var fact) && !await Keep(seen.Connection, seen.What, fact))
                {
                    Note(seen.Connection, seen.What, fact);
                }
            }
        }
    }

    private void Note(string connection, string what, OutcomeReached fact) =>
        _newest.AddOrUpdate((connection, what), fact, (_, held) => held.At >= fact.At ? held : fact);

    private async Task<bool> Keep(string connection, string what, OutcomeReached fact)
    {
        try
        {
            await dataSource.KeepProof(new ProofRow(connection, what, fact.At.UtcDateTime, fact.DeliveryId, fact.Outcome));
            return true;
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            return false;
        }
    }
}

/// <summary>The last time that a connection was seen to do something.</summary>
public sealed record ProofRow(string Connection, string What, DateTime At, long DeliveryId, string Outcome);

internal static class ProofSql
{
    public static async Task KeepProof(this NpgsqlDataSource dataSource, ProofRow row)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("""
            insert into proof as held (connection, what, at, delivery_id, outcome) values (@Connection, @What, @At, @DeliveryId, @Outcome)
            on conflict (connection, what) do update
               set at = excluded.at, delivery_id = excluded.delivery_id, outcome = excluded.outcome where held.at <= excluded.at
            """, row);
    }

    public static async Task<IReadOnlyList<ProofRow>> Proofs(this NpgsqlDataSource dataSource)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        return [.. await connection.QueryAsync<ProofRow>("select connection, what, at, delivery_id as deliveryId, outcome from proof")];
    }
}
