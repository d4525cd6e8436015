namespace Sync.Sandbox.Limits;

/// <summary>API credits in a window that slides over 24 hours, counted by the minute. The vendor's lock guards it.</summary>
internal sealed class Credits(TimeProvider clock)
{
    private const int Minutes = 24 * 60;
    private readonly long[] _perMinute = new long[Minutes];
    private long _minute;

    /// <summary>Null lifts the limit.</summary>
    public long? Daily { get; set; }

    public long Used { get; private set; }

    public bool TrySpend(int credits)
    {
        Slide();
        if (Daily is { } daily && Used + credits > daily)
        {
            return false;
        }

        _perMinute[_minute % Minutes] += credits;
        Used += credits;
        return true;
    }

    public void Clear()
    {
        Array.Clear(_perMinute);
        Used = 0;
    }

    private void Slide()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        for (var minute = Math.Max(_minute + 1, now - Minutes + 1); minute <= now; minute++)
        {
            Used -= _perMinute[minute % Minutes];
            _perMinute[minute % Minutes] = 0;
        }

        _minute = now;
    }
}
