using System.Collections.Concurrent;

namespace Sync.Writer.Work;

/// <summary>Wakes the lane of a connection when there is something to do.</summary>
internal sealed class WorkSignal
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _lanes = new();

    public void Wake(string connection)
    {
        var lane = LaneOf(connection);
        if (lane.CurrentCount == 0)
        {
            lane.Release();
        }
    }

    /// <summary>Returns when woken, or after the time.</summary>
    public Task Wait(string connection, TimeSpan atMost, CancellationToken ct) => LaneOf(connection).WaitAsync(atMost, ct);

    private SemaphoreSlim LaneOf(string connection) => _lanes.GetOrAdd(connection, _ => new SemaphoreSlim(0));
}
