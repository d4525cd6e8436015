using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dapper;
using Npgsql;
using Sync.Storage;

namespace Sync.Console.Pages.Live;

/// <summary>
/// Tells open pages when there is something new, at most every two seconds. One look at the database for all of them, and none while
/// nobody looks.
/// </summary>
internal sealed class Pulse(NpgsqlDataSource dataSource, StorageReadiness readiness, TimeProvider time, ILogger<Pulse> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly List<Channel<string>> _listeners = [];

    /// <summary>The state of things whenever it has changed, until the page is closed.</summary>
    public async IAsyncEnumerable<string> Listen([EnumeratorCancellation] CancellationToken ct)
    {
        // One place: who reads slowly learns the newest, not all.
        var listener = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        Change(listeners => listeners.Add(listener));
        try
        {
            await foreach (var state in listener.Reader.ReadAllAsync(ct))
            {
                yield return state;
            }
        }
        finally
        {
            Change(listeners => listeners.Remove(listener));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        var last = "";
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var state = last;
            try
            {
                state = Snapshot().Count == 0 ? last : await Look(stoppingToken);
            }
            catch (Exception cause) when (Transient.Is(cause))
            {
                logger.PulseWaits(cause.Message);
            }

            if (state != last)
            {
                last = state;
                Snapshot().ForEach(listener => listener.Writer.TryWrite(state));
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Snapshot().ForEach(listener => listener.Writer.TryComplete());
    }

    private async Task<string> Look(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<string>("""
            select concat_ws(' ', (select max(id) from outcome), (select max(id) from dead_letter), (select max(at) from report),
                             (select sum(open) from dead_letter_group),
                             (select sum(sent + done + failed) + max(id) from (select * from replay order by id desc limit 50) as newest),
                             (select count(changes) from plan))
            """) ?? "";
    }

    private List<Channel<string>> Snapshot()
    {
        lock (_listeners)
        {
            return [.. _listeners];
        }
    }

    private void Change(Action<List<Channel<string>>> change)
    {
        lock (_listeners)
        {
            change(_listeners);
        }
    }
}
