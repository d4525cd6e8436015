using System.Diagnostics.Metrics;
using Sync.Contracts;

namespace Sync.Ingress;

/// <summary>What the door measures. Tags carry connections and outcomes, never a person.</summary>
internal sealed class IngressMetrics : IDisposable
{
    private static readonly string[] Words = Enum.GetNames<Acceptance>();

    private readonly Meter _meter = new("Sync.Ingress");
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _publishedAgain;
    private readonly Histogram<double> _lag;

    public IngressMetrics()
    {
        _accepted = _meter.CreateCounter<long>("sync.deliveries", description: "Deliveries by what became of them at the door");
        _settled = _meter.CreateCounter<long>("sync.deliveries.settled", description: "Deliveries by final outcome");
        _publishedAgain = _meter.CreateCounter<long>("sync.deliveries.published_again");
        _lag = _meter.CreateHistogram<double>("sync.deliveries.lag", "s", "From receipt to final outcome");
        _meter.CreateObservableGauge("sync.deliveries.in_flight", () => Counts.InFlight);
        _meter.CreateObservableGauge("sync.deliveries.oldest", () => Counts.OldestSeconds, "s");
    }

    /// <summary>The newest counts of the inbox, kept by <see cref="IngressReport"/>.</summary>
    public InboxCounts Counts { get; set; } = new(0, 0, 0, 0, 0);

    public void Accepted(string connection, Acceptance acceptance) =>
        _accepted.Add(1, new("connection", connection), new("acceptance", Words[(int)acceptance]));

    public void PublishedAgain(int count) => _publishedAgain.Add(count);

    public void Settled(IEnumerable<OutcomeReached> outcomes, DateTimeOffset now)
    {
        foreach (var outcome in outcomes)
        {
            _settled.Add(1, new KeyValuePair<string, object?>("outcome", outcome.Outcome));
            _lag.Record((now - outcome.ReceivedAt).TotalSeconds);
        }
    }

    public void Dispose() => _meter.Dispose();
}
