using System.Diagnostics;

namespace Sync.Benchmarks.Load;

/// <summary>Times of answers, each kept, so that percentiles are exact.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];
    private bool _sorted;

    public int Count => _milliseconds.Count;

    public void Add(long fromTimestamp, long toTimestamp) => Add(Stopwatch.GetElapsedTime(fromTimestamp, toTimestamp).TotalMilliseconds);

    public void Add(double milliseconds)
    {
        _milliseconds.Add(milliseconds);
        _sorted = false;
    }

    /// <summary>The least time that so many of all do not exceed, in milliseconds; not a number when there is none.</summary>
    /// <param name="share">0.5 for the median.</param>
    public double Percentile(double share)
    {
        if (_milliseconds.Count == 0)
        {
            return double.NaN;
        }

        if (!_sorted)
        {
            _milliseconds.Sort();
            _sorted = true;
        }

        return _milliseconds[Math.Clamp((int)Math.Ceiling(share * _milliseconds.Count) - 1, 0, _milliseconds.Count - 1)];
    }
}
