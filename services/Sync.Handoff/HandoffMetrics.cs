using System.Diagnostics.Metrics;

namespace Sync.Handoff;

/// <summary>Signals judged, by play and outcome, and seconds from the source's own time to the task.</summary>
internal sealed class HandoffMetrics : IDisposable
{
    private readonly Meter _meter = new("Sync.Handoff");
    private readonly Counter<long> _judged;
    private readonly Histogram<double> _seconds;

    public HandoffMetrics()
    {
        _judged = _meter.CreateCounter<long>("sync.handoff.signals");
        _seconds = _meter.CreateHistogram<double>("sync.handoff.task.seconds", "s");
    }

    public void Judged(IEnumerable<Judgement> judgements)
    {
        foreach (var group in judgements.GroupBy(judgement => (judgement.Seen.Signal.Play, judgement.Outcome)))
        {
            _judged.Add(group.Count(), new("play", group.Key.Play), new("outcome", group.Key.Outcome));
        }
    }

    public void Made(IEnumerable<HandoffRow> handoffs)
    {
        foreach (var handoff in handoffs.Where(each => each.TaskAt is not null))
        {
            _seconds.Record((handoff.TaskAt!.Value - handoff.OccurredAt).TotalSeconds, new KeyValuePair<string, object?>("play", handoff.Play));
        }
    }

    public void Dispose() => _meter.Dispose();
}
