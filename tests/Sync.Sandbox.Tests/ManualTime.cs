namespace Sync.Sandbox.Tests;

/// <summary>A clock that stands still unless a test moves it, so that a busy machine changes no result.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private long _timestamp;

    public void Advance(TimeSpan by)
    {
        _now += by;
        _timestamp += (long)(by.TotalSeconds * TimestampFrequency);
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _timestamp;
}
