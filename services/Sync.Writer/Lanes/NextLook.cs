using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>
/// When a lane next asks the database what is due: once it is told of something, once something comes due, and after a while in any case.
/// Asking at every turn would cost more than the work itself.
/// </summary>
/// <param name="own">What it is told of that it looks for.</param>
internal sealed class NextLook(TimeProvider time, TimeSpan atLatest, News own)
{
    private TimeSpan _wait = TimeSpan.Zero;
    private long _since = time.GetTimestamp();

    /// <summary>Zero: look now.</summary>
    public TimeSpan Remaining => time.GetElapsedTime(_since) is var passed && passed < _wait ? _wait - passed : TimeSpan.Zero;

    public bool IsDue => Remaining == TimeSpan.Zero;

    /// <summary>True if the last look found nothing at all, not even something for later.</summary>
    public bool NothingWaits { get; private set; }

    /// <summary>The last look left something out, because a call for it was under way: the end of a call may set it free.</summary>
    public bool HasHeldBack { get; set; }

    public void Hear(News news)
    {
        if (news.HasFlag(own) || (news.HasFlag(News.Ended) && HasHeldBack))
        {
            Now();
        }
    }

    /// <summary>Something may be due now.</summary>
    public void Now() => (_wait, NothingWaits) = (TimeSpan.Zero, false);

    /// <summary>All that is due has been taken.</summary>
    public void Later() => Later(atLatest);

    /// <summary>Nothing is due before.</summary>
    /// <param name="seconds">Until the next comes due; null if nothing waits.</param>
    public void NothingBefore(double? seconds)
    {
        Later(seconds is { } known && known < atLatest.TotalSeconds ? TimeSpan.FromSeconds(Math.Max(0, known)) : atLatest);
        NothingWaits = seconds is null;
    }

    /// <summary>What is due is left for so long.</summary>
    public void Later(TimeSpan wait) => (_wait, _since, NothingWaits) = (wait < atLatest ? wait : atLatest, time.GetTimestamp(), false);
}
