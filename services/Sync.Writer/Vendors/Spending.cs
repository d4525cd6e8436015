namespace Sync.Writer.Vendors;

/// <summary>What the calls of one connection take of its daily allowance: counted here between two notes in the ledger.</summary>
internal sealed class Spending(long? perDay)
{
    /// <summary>The last tenth is for what is urgent.</summary>
    private const int ReservePart = 10;

    private readonly Lock _lock = new();
    private long _calls;
    private long _cost;
    private long? _told;

    /// <summary>How it stood when it was noted last.</summary>
    public DayQuota Quota { get; private set; } = new(0, 0, perDay, null);

    /// <summary>So little is left that it is kept for what goes before all else.</summary>
    public bool IsReserve => Quota is { Allowed: { } allowed, Left: { } left } && left * ReservePart < allowed;

    /// <param name="left">What the vendor says is left; null if it says nothing.</param>
    public void Count(int cost, long? left)
    {
        lock (_lock)
        {
            _calls++;
            _cost += cost;
            _told = left ?? _told;
        }
    }

    /// <summary>What was counted since this was asked last.</summary>
    public Spent Take()
    {
        lock (_lock)
        {
            var taken = new Spent(_calls, _cost, _told);
            (_calls, _cost, _told) = (0, 0, null);
            return taken;
        }
    }

    /// <summary>What could not be noted is noted next time.</summary>
    public void PutBack(Spent taken)
    {
        lock (_lock)
        {
            (_calls, _cost, _told) = (_calls + taken.Calls, _cost + taken.Cost, _told ?? taken.Told);
        }
    }

    public void Noted(long inDay, long inHour, long? told) => Quota = new DayQuota(inDay, inHour, perDay, told);

    /// <summary>Empty unless the lane waits for it.</summary>
    public string Describe() => IsReserve ? $"quota ({Quota.Left} of {Quota.Allowed} left, kept for what is urgent)" : "";
}

/// <param name="Told">What the vendor said is left; null if it said nothing.</param>
internal sealed record Spent(long Calls, long Cost, long? Told);

/// <summary>A connection's allowance of a day, which slides.</summary>
/// <param name="InDay">Used in the last 24 hours.</param>
/// <param name="InHour">Used in the last hour.</param>
/// <param name="Allowed">By <c>sync.yaml</c>; null if it sets none.</param>
/// <param name="Told">What the vendor said is left: others may use it too. Null if it has said nothing of late.</param>
internal sealed record DayQuota(long InDay, long InHour, long? Allowed, long? Told)
{
    /// <summary>Null if nothing is known.</summary>
    public long? Left => (Allowed - InDay, Told) switch
    {
        ({ } own, { } told) => Math.Max(0, Math.Min(own, told)),
        ({ } own, null) => Math.Max(0, own),
        (null, var told) => told,
    };
}
