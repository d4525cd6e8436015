using System.Globalization;
using System.Text.Json;

namespace Sync.Sandbox.Limits;

/// <summary>Counts what a vendor receives: calls by status and the densest second.</summary>
internal sealed class Traffic
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _lastSecond = new();
    private readonly SortedDictionary<int, long> _byStatus = [];
    private int _densest;

    /// <summary>Time added to every answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Any window of one second counts, not only whole seconds of the clock.</summary>
    public void Arrived(long timestamp, long ticksPerSecond)
    {
        lock (_gate)
        {
            while (_lastSecond.TryPeek(out var oldest) && timestamp - oldest >= ticksPerSecond)
            {
                _lastSecond.Dequeue();
            }

            _lastSecond.Enqueue(timestamp);
            _densest = Math.Max(_densest, _lastSecond.Count);
        }
    }

    public void Answered(int status)
    {
        lock (_gate)
        {
            _byStatus[status] = _byStatus.GetValueOrDefault(status) + 1;
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _lastSecond.Clear();
            _byStatus.Clear();
            _densest = 0;
            Latency = TimeSpan.Zero;
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        lock (_gate)
        {
            json.WriteStartObject("callsByStatus");
            foreach (var (status, calls) in _byStatus)
            {
                json.WriteNumber(status.ToString(CultureInfo.InvariantCulture), calls);
            }

            json.WriteEndObject();
            json.WriteNumber("maxCallsInOneSecond", _densest);
        }
    }
}
