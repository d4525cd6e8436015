namespace Sync.Writer.Vendors;

/// <summary>
/// Never more than so many calls in any second, as the vendor counts them. A call counts from its start until one second after
/// its answer came: it reached the vendor somewhere in between, and only so no window of the vendor's can hold one too many.
/// Where the vendor says all the same that it were too many, because others call too, half as many are made, and slowly more again.
/// </summary>
internal sealed class CallPacing(int callsPerSecond, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>A tenth of what is allowed comes back after so long without a refusal.</summary>
    private static readonly TimeSpan Growing = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Queue<long> _answered = new();
    private int _underWay;
    private (int Left, long At)? _halved;

    /// <summary>Calls a second at present; fewer than configured after a refusal.</summary>
    public int Allowed
    {
        get
        {
            lock (_lock)
            {
                return _halved is not { } halved ? callsPerSecond
                    : Math.Min(callsPerSecond, halved.Left + ((int)(time.GetElapsedTime(halved.At) / Growing) * Math.Max(1, callsPerSecond / 10)));
            }
        }
    }

    /// <summary>Returns when a call may start.</summary>
    public async Task Enter(CancellationToken ct)
    {
        while (TryEnter() is { } wait)
        {
            await Task.Delay(wait, time, ct);
        }
    }

    /// <summary>The vendor refused a call because there were too many. Said before the call leaves.</summary>
    public void Refused()
    {
        lock (_lock)
        {
            // A call that was alone was not refused for what we did, and all that were under way together are one refusal.
            if (_underWay + _answered.Count > 1 && (_halved is not { } before || time.GetElapsedTime(before.At) >= Window))
            {
                _halved = (Math.Max(1, Allowed / 2), time.GetTimestamp());
            }
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

            if (_underWay + _answered.Count < Allowed)
            {
                _underWay++;
                return null;
            }

            return _answered.TryPeek(out var next) ? Window - time.GetElapsedTime(next) + TimeSpan.FromMilliseconds(1) : TimeSpan.FromMilliseconds(5);
        }
    }
}
