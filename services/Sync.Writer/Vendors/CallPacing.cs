namespace Sync.Writer.Vendors;

/// <summary>
/// Never more than so many calls in any second, as the vendor counts them. A call counts from its start until one second after
/// its answer came: it reached the vendor somewhere in between, and only so no window of the vendor's can hold one too many.
/// </summary>
internal sealed class CallPacing(int callsPerSecond, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<long> _answered = new();
    private int _underWay;

    /// <summary>Returns when a call may start.</summary>
    public async Task Enter(CancellationToken ct)
    {
        while (TryEnter() is { } wait)
        {
            await Task.Delay(wait, time, ct);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            _answered.Enqueue(time.GetTimestamp());
        }
    }

    /// <summary>Null if a call may start, else how long to wait before asking again.</summary>
    private TimeSpan? TryEnter()
    {
        lock (_lock)
        {
            while (_answered.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            {
                _answered.Dequeue();
            }

            if (_underWay + _answered.Count < callsPerSecond)
            {
                _underWay++;
                return null;
            }

            return _answered.TryPeek(out var next) ? Window - time.GetElapsedTime(next) + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(5);
        }
    }
}
