namespace Sync.Writer.Imports;

/// <summary>When the next import may be sent: within the vendor's limit for imports, and not while they do not work.</summary>
internal sealed class ImportPace(int callsPerMinute, TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A call that one bad contact makes go a second time counts as well, and so do those of an earlier holder of the lane.
    private readonly int _most = Math.Max(1, callsPerMinute / 2);
    private readonly Queue<DateTimeOffset> _calls = [];
    private DateTimeOffset _restUntil;

    public bool IsFree
    {
        get
        {
            var now = time.GetUtcNow();
            while (_calls.TryPeek(out var first) && now - first >= Minute)
            {
                _calls.Dequeue();
            }

            return now >= _restUntil && _calls.Count < _most;
        }
    }

    public void Called() => _calls.Enqueue(time.GetUtcNow());

    /// <summary>The vendor refused one: the next is sent a minute later.</summary>
    public void Rest() => Rest(Minute);

    /// <summary>One was not carried out in time: for a while all goes singly.</summary>
    public void RestLong() => Rest(10 * Minute);

    /// <summary>Too little was found for one.</summary>
    public void RestShort() => Rest(TimeSpan.FromSeconds(1));

    private void Rest(TimeSpan wait) => _restUntil = time.GetUtcNow() + wait is var until && until > _restUntil ? until : _restUntil;
}
