using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Messaging;
using Sync.Policy;
using Sync.ServiceDefaults;
using Sync.Storage;
using Sync.Writer.Calls;
using Sync.Writer.Vendors;

namespace Sync.Writer.Lanes;

/// <summary>Competes for the lane of every connection, and runs the ones it gets. Those that are only read from have one too: the
/// vendor counts what is read, looked up and registered in the same limit as what is written.</summary>
internal sealed class LaneHost(
    SyncPolicy policy, LaneFactory lanes, NpgsqlDataSource dataSource, StorageReadiness readiness, OutboxDispatcher outbox, ServiceIdentity identity,
    IOptions<WriterOptions> options, TimeProvider time, ILogger<LaneHost> logger) : BackgroundService
{
    // Longer than a vendor takes that answers at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, LaneNow> _lanes = new();

    /// <summary>What each lane is doing, for people.</summary>
    public IReadOnlyDictionary<string, string> States => _lanes.ToDictionary(lane => lane.Key, lane => lane.Value.State());

    /// <summary>How many calls a second the lanes that are ours may make at present.</summary>
    public IReadOnlyDictionary<string, int> CallsPerSecond => _lanes.Where(lane => lane.Value.CallsPerSecond is not null)
        .ToDictionary(lane => lane.Key, lane => lane.Value.CallsPerSecond!());

    /// <summary>How the webhooks stand of connections that should have some and whose lanes are ours, for people.</summary>
    public IReadOnlyDictionary<string, string> Registrations => _lanes
        .Select(lane => (lane.Key, Text: lane.Value.Registration?.Describe())).Where(each => each.Text is not null)
        .ToDictionary(each => each.Key, each => each.Text!);

    /// <summary>True if each lane is somebody else's, or has tried to register its webhooks, or cannot for now.</summary>
    public bool HaveBegun => _lanes.Count == policy.Connections.Count
        && _lanes.Values.All(lane => lane.Registration is null or { IsTried: true }
            || lane.State() != LanePause.InOrder || time.GetElapsedTime(lane.TakenAt) > Patience);

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

                _lanes[connection.Name] = new LaneNow(() => "standby", Registration: null, time.GetTimestamp());
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.DatabaseAway(cause.Message);
            }
            catch (Exception cause) when (!ct.IsCancellationRequested)
            {
                // One lane's trouble must not end the others; the work stays due, and the lane is competed for anew.
                logger.LaneFailed(connection.Name, cause);
                _lanes[connection.Name] = new LaneNow(() => $"broken: {cause.Message}", Registration: null, time.GetTimestamp());
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
                await CloseCutOff(connection.Name, epoch);
                // The holder before may have called up to the end of its lease: its calls leave the vendor's window first.
                await Task.Delay(TimeSpan.FromSeconds(1), time, ending.Token);
            }

            _lanes[connection.Name] = new LaneNow(() => opened.Lane.State, opened.Registration, time.GetTimestamp(), () => opened.Pacing.Allowed);
            await opened.Lane.Run(lease, ending.Token);
        }
        catch (Exception cause) when (cause is LeaseLostException || ending.IsCancellationRequested)
        {
            // Shutting down, or the lease was lost.
        }

        logger.LaneLeft(connection.Name, epoch);
    }

    private async Task CloseCutOff(string connection, long epoch)
    {
        await using var db = await dataSource.OpenConnectionAsync();
        await using var tx = await db.BeginTransactionAsync();
        var attempts = await tx.CloseCutOff(connection, epoch);
        if (CallNotes.Of(connection, attempts) is { } calls)
        {
            await tx.Enqueue(calls);
        }

        await tx.CommitAsync();
        outbox.Wake();
        logger.CutOff(connection, attempts.Sum(attempt => attempt.Deliveries.Length));
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
