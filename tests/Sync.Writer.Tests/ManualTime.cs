namespace Sync.Writer.Tests;

/// <summary>A clock that a test sets forward; what waits for it goes on in the order of its waits.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = Testing.Some.Moment;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (_alarms.Where(alarm => alarm.At <= until).MinBy(alarm => alarm.At) is { } next)
        {
            Ring(next);
        }

        _now = until;
    }

    /// <summary>Goes to the next wait that ends; false if nobody waits.</summary>
    public bool AdvanceToNext()
    {
        if (_alarms.MinBy(alarm => alarm.At) is not { } next)
        {
            return false;
        }

        Ring(next);
        return true;
    }

    private void Ring(Alarm alarm)
    {
        _alarms.Remove(alarm);
        _now = alarm.At > _now ? alarm.At : _now;
        alarm.Ring();
    }

    private sealed class Alarm(ManualTime time, Action ring) : ITimer
    {
        public DateTimeOffset At { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._alarms.Remove(this);
            if (dueTime >= TimeSpan.Zero)
            {
                At = time._now + dueTime;
                time._alarms.Add(this);
            }

            return true;
        }

        public void Dispose() => time._alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
