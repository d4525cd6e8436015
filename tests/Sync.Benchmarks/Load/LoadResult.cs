namespace Sync.Benchmarks.Load;

/// <summary>What a load came to.</summary>
internal sealed record LoadResult
{
    /// <summary>When the first request was sent.</summary>
    public required DateTimeOffset Began { get; init; }

    public required long Sent { get; init; }

    /// <summary>Answers with 2xx.</summary>
    public required long Accepted { get; init; }

    /// <summary>Answers with 2xx within <see cref="Window"/>.</summary>
    public required long AcceptedInTime { get; init; }

    /// <summary>From the first request to the end of the time, or to the last answer where the number of requests was the bound.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How often each other status came; 0 where the connection broke or no answer came.</summary>
    public required IReadOnlyDictionary<int, long> Failures { get; init; }

    public required Latencies Latencies { get; init; }

    /// <summary>Number of each request and when it was sent; only of a traced load.</summary>
    public required IReadOnlyList<(long Number, DateTimeOffset At)> Starts { get; init; }

    public double PerSecond => AcceptedInTime / Window.TotalSeconds;

    /// <exception cref="BenchException">Not every request was taken: the rate would be that of refusals.</exception>
    public LoadResult Demand(string what) => Failures.Count == 0 ? this : throw new BenchException(
        $"{what}: of {Sent} requests {Accepted} were accepted; "
        + string.Join(", ", Failures.Select(failure => $"{failure.Value} got {(failure.Key == 0 ? "no answer" : failure.Key)}")));
}
