using Npgsql;
using Sync.Storage;

namespace Sync.Writer.Lanes;

/// <summary>
/// The right to call a connection, held by one instance at a time. A lease and not a database lock: the session of a frozen
/// holder would stay alive and keep a lock, while a lease runs out (decision 0003).
/// </summary>
internal sealed class LaneLease(NpgsqlDataSource dataSource, string connection, long epoch, int seconds, TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private long _renewedAt = time.GetTimestamp();
    private Task _renewing = Task.CompletedTask;

    public long Epoch => epoch;

    /// <summary>Cancelled when the lease is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>By this process's own clock, with a fifth of the lease as margin. Asked before every call.</summary>
    public bool IsHeld => !_lost.IsCancellationRequested && time.GetElapsedTime(_renewedAt) < TimeSpan.FromSeconds(seconds * 0.8);

    /// <summary>Renews until the lease is lost or let go, or the token is cancelled.</summary>
    public Task KeepAlive(CancellationToken ct) => _renewing = RenewUntilLost(ct);

    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        // First: a renewal that came after the release would keep the lane from everybody for a whole lease.
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await dataSource.Release(connection, epoch);
        }
        catch (NpgsqlException)
        {
            // It runs out by itself.
        }

        _lost.Dispose();
    }

    private async Task RenewUntilLost(CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, _lost.Token);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(seconds / 5.0), time);
        while (IsHeld && await Tick(timer, ending.Token))
        {
            await TryRenew();
        }

        await _lost.CancelAsync();
    }

    private async Task TryRenew()
    {
        try
        {
            var asked = time.GetTimestamp();
            if (await dataSource.Renew(connection, epoch, seconds))
            {
                _renewedAt = asked;
            }
            else
            {
                await _lost.CancelAsync();
            }
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            // Held until it runs out; perhaps the next renewal succeeds.
        }
    }

    private static async Task<bool> Tick(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
