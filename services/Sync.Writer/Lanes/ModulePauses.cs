using System.Collections.Concurrent;
using Sync.Connectors;

namespace Sync.Writer.Lanes;

/// <summary>Modules of a connection that may not be read, or not be written, for now, as when a right is missing for one of them; the others go on.</summary>
internal sealed class ModulePauses(TimeProvider time, TimeSpan longest)
{
    private readonly ConcurrentDictionary<string, LanePause> _pauses = new();

    /// <summary>The modules that wait.</summary>
    public string[] Waiting => [.. _pauses.Where(pause => pause.Value.Remaining > TimeSpan.Zero).Select(pause => pause.Key)];

    /// <summary>True if the next call for the module is a probe.</summary>
    public bool IsProbing(string module) => _pauses.TryGetValue(module, out var pause) && pause.IsProbing;

    public void Failed(string module, VendorFault fault) => _pauses.GetOrAdd(module, _ => new LanePause(time, longest)).Failed(fault);

    public void Succeeded(string module) => _pauses.TryRemove(module, out _);

    /// <summary>Each module that waits and why; empty if none does.</summary>
    public string Describe() => string.Concat(_pauses.OrderBy(pause => pause.Key).Select(pause => $"; {pause.Key} {pause.Value.Describe()}"));
}
