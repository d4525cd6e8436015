using System.Collections.Concurrent;
using Npgsql;
using Sync.Contracts;
using Sync.Policy;
using Sync.Storage;

namespace Sync.Console.Traffic;

/// <summary>
/// Counts what comes from each connection and what is written to it. Gathered in memory and added every few seconds, by every instance to
/// the same rows. What a killed instance had gathered is missing: two seconds of an hour change no alarm.
/// </summary>
internal sealed class TrafficTally(
    NpgsqlDataSource dataSource, StorageReadiness readiness, SyncPolicy policy, TimeProvider time, ILogger<TrafficTally> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<TrafficPiece, long> _counts = [];

    public void Note(IEnumerable<OutcomeReached> facts)
    {
        foreach (var fact in facts)
        {
            if (TrafficPiece.Of(fact) is { } piece)
            {
                Add(piece, 1);
            }
        }
    }

    /// <summary>Adds what was gathered so far.</summary>
    public async Task Keep()
    {
        foreach (var piece in _counts.Keys.Order())
        {
            if (_counts.TryRemove(piece, out var count))
            {
                try
                {
                    await dataSource.AddTraffic(piece, count);
                }
                catch (Exception cause) when (Transient.Is(cause))
                {
                    Add(piece, count);
                    throw;
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        var isNoted = false;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!isNoted)
                {
                    await dataSource.NoteRules(policy.Version);
                    isNoted = true;
                }

                await Keep();
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.TrafficWaits(cause.Message);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Keep();
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.TrafficWaits(cause.Message);
        }
    }

    private void Add(TrafficPiece piece, long count) => _counts.AddOrUpdate(piece, count, (_, held) => held + count);
}
