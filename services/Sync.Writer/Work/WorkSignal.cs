using System.Collections.Concurrent;

namespace Sync.Writer.Work;

/// <summary>Wakes the lane of a connection when there is something to do, and tells it what.</summary>
internal sealed class WorkSignal
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _bells = new();
    private readonly ConcurrentDictionary<string, News> _news = new();

    public void Wake(string connection, News news)
    {
        // News first: whoever is woken finds it.
        _news.AddOrUpdate(connection, news, (_, before) => before | news);
        var bell = BellOf(connection);
        if (bell.CurrentCount == 0)
        {
            bell.Release();
        }
    }

    /// <summary>Wakes the lane that another instance speaks of.</summary>
    /// <param name="notice">As <see cref="Notice"/> makes it.</param>
    public void Wake(string notice)
    {
        var parts = notice.Split(' ', 2);
        if (parts.Length == 2 && Enum.TryParse<News>(parts[0], out var news))
        {
            Wake(parts[1], news);
        }
    }

    public static string Notice(string connection, News news) => $"{(int)news} {connection}";

    /// <summary>What there is news of since this was asked last.</summary>
    public News Take(string connection) => _news.TryRemove(connection, out var news) ? news : News.None;

    /// <summary>Returns when woken, or after the time.</summary>
    public Task Wait(string connection, TimeSpan atMost, CancellationToken ct) => BellOf(connection).WaitAsync(atMost, ct);

    private SemaphoreSlim BellOf(string connection) => _bells.GetOrAdd(connection, _ => new SemaphoreSlim(0));
}

/// <summary>What a lane is woken for.</summary>
[Flags]
internal enum News
{
    None = 0,

    /// <summary>Writes were taken in, or put back.</summary>
    Writes = 1,

    /// <summary>Reads were taken in, or put back.</summary>
    Reads = 2,

    /// <summary>An errand is asked for, or one has ended.</summary>
    Errand = 4,

    /// <summary>A call has ended: what had to wait for its records need not any more.</summary>
    Ended = 8,

    /// <summary>An operator paused something, or let it go on.</summary>
    Pauses = 16,

    /// <summary>Operations were taken in, or put back.</summary>
    Operations = 32,
}
