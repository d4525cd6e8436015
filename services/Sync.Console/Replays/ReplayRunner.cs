using Npgsql;
using Sync.Messaging;
using Sync.Storage;

namespace Sync.Console.Replays;

/// <summary>
/// Moves running replays on. All that it knows stands in the tables: killed at any point, it or another instance goes on where the last
/// commit left off, and what was committed as sent is sent once, because the inbox opens a delivery once for each replay.
/// </summary>
internal sealed class ReplayRunner(
    NpgsqlDataSource dataSource, StorageReadiness readiness, OutboxDispatcher outbox, TimeProvider time, ILogger<ReplayRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Call when a replay may have something to do.</summary>
    public void Wake()
    {
        if (_wake.CurrentCount == 0)
        {
            _wake.Release();
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var replay in await dataSource.RunningReplays())
                {
                    await Advance(replay, stoppingToken);
                }
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.ReplaysWait(cause.Message);
            }

            await _wake.WaitAsync(LookEvery, stoppingToken);
        }
    }

    private async Task Advance(int replay, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var tx = await connection.BeginTransactionAsync(ct);
        if (await tx.TakeRunning(replay) is { } row && await tx.Advance(row, time.GetUtcNow()))
        {
            await tx.CommitAsync(ct);
            outbox.Wake();
        }
    }
}
