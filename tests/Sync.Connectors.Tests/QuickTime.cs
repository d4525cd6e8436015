namespace Sync.Connectors.Tests;

/// <summary>A clock on which every wait is over at once; the time itself stands where a test puts it.</summary>
internal sealed class QuickTime : TimeProvider
{
    private DateTimeOffset? _now;

    public List<TimeSpan> Waits { get; } = [];

    public void Set(DateTimeOffset now) => _now = now;

    public override DateTimeOffset GetUtcNow() => _now ?? base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
