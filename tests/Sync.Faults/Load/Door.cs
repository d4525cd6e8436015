using System.Diagnostics;

namespace Sync.Faults.Load;

/// <summary>
/// Whether anybody listens at the hook. While nobody does, the generator holds what it has not begun: otherwise a run on a slow machine
/// would consist of refused connections. What had begun by then stays an attempt.
/// </summary>
internal sealed class Door(HttpClient http, Uri hook)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private Task _open = Task.CompletedTask;

    public Uri Hook => hook;

    /// <summary>Returns when somebody listens, or after half a minute.</summary>
    public Task Open() => _open;

    /// <summary>A connection was refused or cut.</summary>
    public void Shut()
    {
        lock (_lock)
        {
            if (_open.IsCompleted)
                _open = Knock();
        }
    }

    private async Task Knock()
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            try
            {
                using var answer = await http.GetAsync(hook);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(50);
            }
        }
    }
}
