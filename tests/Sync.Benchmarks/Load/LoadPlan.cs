namespace Sync.Benchmarks.Load;

/// <summary>How much load, and when it ends: whichever bound comes first.</summary>
internal sealed record LoadPlan
{
    public required Uri Address { get; init; }

    public required int Connections { get; init; }

    public required TimeSpan Within { get; init; }

    public long MostRequests { get; init; } = long.MaxValue;

    /// <summary>Requests a second, evenly; null for each connection as fast as it is answered.</summary>
    public double? Rate { get; init; }

    /// <summary>Send traces, and keep when each request was sent.</summary>
    public bool Traced { get; init; }
}
