using System.Diagnostics.Metrics;

namespace Sync.Mapper;

/// <summary>Deliveries and records mapped, by what came of them.</summary>
internal sealed class MapperMetrics : IDisposable
{
    private readonly Meter _meter = new("Sync.Mapper");
    private readonly Counter<long> _mapped;

    public MapperMetrics() => _mapped = _meter.CreateCounter<long>("sync.mapper.deliveries");

    public void Mapped(IEnumerable<MapResult> results)
    {
        foreach (var group in results.GroupBy(result => result.GetType().Name))
        {
            _mapped.Add(group.Count(), new KeyValuePair<string, object?>("result", group.Key));
        }
    }

    public void Dispose() => _meter.Dispose();
}
