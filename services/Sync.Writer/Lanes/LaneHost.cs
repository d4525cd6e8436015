using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Writer.Vendors;

namespace Sync.Writer.Lanes;

/// <summary>Competes for the lane of every connection, and runs the ones it gets. Those that are only read from have one too: the
/// vendor counts what is read, looked up and registered in the same limit as what is written.</summary>
internal sealed class LaneHost(
    SyncPolicy policy, LaneFactory lanes, NpgsqlDataSource dataSource, StorageReadiness readiness, ServiceIdentity identity,
    IOptions<WriterOptions> options, TimeProvider time, ILogger<LaneHost> logger) : BackgroundService
{
    private readonly Dictionary<string, Func<string>> _states = [];

    /// <summary>What each lane is doing, for people.</summary>
    public IReadOnlyDictionary<string, string> States
    {
        get
        {
            lock (_states)
            {
                return _states.ToDictionary(state => state.Key, state => state.Value());
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        await Task.WhenAll(policy.Connections.Values.Select(connection => Compete(connection, stoppingToken)));
    }

    private async Task Compete(ConnectionPolicy connection, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await dataSource.Acquire(connection.Name, identity.Instance, options.Value.LeaseSeconds) is { } epoch)
                {
                    await Hold(connection, epoch, ct);
                }

                Tell(connection.Name, () => "standby");
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }
            catch (Exception cause) when (!ct.IsCancellationRequested)
            {
                // One lane's trouble must not end the others; the work stays due, and the lane is competed for anew.
                logger.LaneFailed(connection.Name, cause);
            }

            await Pause(TimeSpan.FromMilliseconds(500), ct);
        }
    }

    private async Task Hold(ConnectionPolicy connection, long epoch, CancellationToken ct)
    {
        logger.LaneTaken(connection.Name, epoch);
        await using var lease = new LaneLease(dataSource, connection.Name, epoch, options.Value.LeaseSeconds, time);
        await using var opened = lanes.Open(connection, lease);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);
        var alive = lease.KeepAlive(CancellationToken.None);
        try
        {
            if (epoch > 1)
            {
                logger.CutOff(connection.Name, await dataSource.CloseCutOff(connection.Name, epoch));
                // The holder before may have called up to the end of its lease: its calls leave the vendor's window first.
                await Task.Delay(TimeSpan.FromSeconds(1), time, ending.Token);
            }

            Tell(connection.Name, () => opened.Lane.State);
            await opened.Lane.Run(lease, ending.Token);
        }
        catch (Exception cause) when (cause is LeaseLostException || ending.IsCancellationRequested)
        {
            // Shutting down, or the lease was lost.
        }

        logger.LaneLeft(connection.Name, epoch);
    }

    private void Tell(string connection, Func<string> state)
    {
        lock (_states)
        {
            _states[connection] = state;
        }
    }

    private async Task Pause(TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, time, ct);
        }
        catch (OperationCanceledException)
        {
            // Shutting down.
        }
    }
}
