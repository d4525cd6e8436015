using System.Diagnostics.Metrics;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer;

/// <summary>What the lanes measure.</summary>
internal sealed class WriterMetrics : IDisposable
{
    private readonly Meter _meter = new("Sync.Writer");
    private readonly Counter<long> _calls;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _read;

    public WriterMetrics()
    {
        _calls = _meter.CreateCounter<long>("sync.vendor.calls", description: "Calls by connection and status; 0 when no answer came");
        _settled = _meter.CreateCounter<long>("sync.writes.settled", description: "Write requests by outcome");
        _read = _meter.CreateCounter<long>("sync.reads.settled", description: "Read requests by outcome");
        _meter.CreateObservableGauge("sync.reads.pending", () => Reads.Select(backlog =>
            new Measurement<long>(backlog.Pending, new KeyValuePair<string, object?>("connection", backlog.Connection))));
        _meter.CreateObservableGauge("sync.writes.pending", () => Backlogs.Select(backlog =>
            new Measurement<long>(backlog.Pending, new KeyValuePair<string, object?>("connection", backlog.Connection))));
        _meter.CreateObservableGauge("sync.writes.oldest", () => Backlogs.Select(backlog =>
            new Measurement<double>(backlog.OldestSeconds, new KeyValuePair<string, object?>("connection", backlog.Connection))), "s");
    }

    /// <summary>The newest backlogs, kept by <see cref="WriterReport"/>.</summary>
    public IReadOnlyList<Backlog> Backlogs { get; set; } = [];

    /// <summary>The same of reads.</summary>
    public IReadOnlyList<Backlog> Reads { get; set; } = [];

    public void Called(string connection, int status) =>
        _calls.Add(1, new("connection", connection), new("status", status));

    public void Settled(string connection, IEnumerable<SettledWork> settled)
    {
        foreach (var group in settled.GroupBy(work => work.Outcome))
        {
            _settled.Add(group.Count(), new("connection", connection), new("outcome", group.Key));
        }
    }

    public void Read(string connection, IEnumerable<SettledRead> settled)
    {
        foreach (var group in settled.GroupBy(read => read.Outcome))
        {
            _read.Add(group.Count(), new("connection", connection), new("outcome", group.Key));
        }
    }

    public void Dispose() => _meter.Dispose();
}
