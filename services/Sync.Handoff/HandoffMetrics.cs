using System.Diagnostics.Metrics;

namespace Sync.Handoff;

/// <summary>Signals judged, by play and outcome; seconds from the source's own time to the task and to what the owner did; alarms, by play
/// and per cent of the time that had passed; deals that stand still.</summary>
internal sealed class HandoffMetrics : IDisposable
{
    private readonly Meter _meter = new("Sync.Handoff");
    private readonly Counter<long> _judged;
    private readonly Histogram<double> _seconds;
    private readonly Histogram<double> _touches;
    private readonly Counter<long> _alarms;

    private readonly Counter<long> _stale;

    public HandoffMetrics()
    {
        _judged = _meter.CreateCounter<long>("sync.handoff.signals");
        _seconds = _meter.CreateHistogram<double>("sync.handoff.task.seconds", "s");
        _touches = _meter.CreateHistogram<double>("sync.handoff.touch.seconds", "s");
        _alarms = _meter.CreateCounter<long>("sync.handoff.alarms");
        _stale = _meter.CreateCounter<long>("sync.handoff.deals.stale");
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

    public void Touched(IEnumerable<HandoffRow> handoffs)
    {
        foreach (var handoff in handoffs)
        {
            _touches.Record((handoff.TouchedAt!.Value - handoff.OccurredAt).TotalSeconds, new KeyValuePair<string, object?>("play", handoff.Play));
        }
    }

    public void Alarmed(IEnumerable<HandoffRow> handoffs)
    {
        foreach (var group in handoffs.GroupBy(handoff => (handoff.Play, handoff.Alarm)))
        {
            _alarms.Add(group.Count(), new("play", group.Key.Play), new("percent", group.Key.Alarm));
        }
    }

    public void Stale(int deals) => _stale.Add(deals);

    public void Dispose() => _meter.Dispose();
}
