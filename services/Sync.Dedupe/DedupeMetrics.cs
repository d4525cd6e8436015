using System.Diagnostics.Metrics;
using Sync.Contracts;

namespace Sync.Dedupe;

/// <summary>Changes decided, by outcome.</summary>
internal sealed class DedupeMetrics : IDisposable
{
    private readonly Meter _meter = new("Sync.Dedupe");
    private readonly Counter<long> _decided;

    public DedupeMetrics() => _decided = _meter.CreateCounter<long>("sync.dedupe.changes");

    public void Decided(IEnumerable<OutcomeReached> outcomes)
    {
        foreach (var group in outcomes.GroupBy(outcome => outcome.Outcome))
        {
            _decided.Add(group.Count(), new KeyValuePair<string, object?>("outcome", group.Key));
        }
    }

    public void Dispose() => _meter.Dispose();
}
