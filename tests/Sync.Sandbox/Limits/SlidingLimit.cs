namespace Sync.Sandbox.Limits;

/// <summary>At most so many in any window of a given length. Not thread-safe: the vendor's lock guards it.</summary>
internal sealed class SlidingLimit(TimeProvider clock, TimeSpan window)
{
    private readonly Queue<long> _taken = new();

    /// <summary>Null lifts the limit.</summary>
    public int? Limit { get; set; }

    /// <summary>Takes one place; false when none is free. What is refused takes no place.</summary>
    public bool TryTake() => TryTake(Limit);

    public bool TryTake(int? limit)
    {
        if (limit is null)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        while (_taken.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= window)
        {
            _taken.Dequeue();
        }

        if (_taken.Count >= limit)
        {
            return false;
        }

        _taken.Enqueue(now);
        return true;
    }

    public void Clear() => _taken.Clear();
}
