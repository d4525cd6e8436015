namespace Sync.Sandbox.Faults;

/// <summary>The faults in force. The first that matches a call strikes it.</summary>
internal sealed class FaultPlan(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(20_260_304);
    private Fault[] _faults = [];

    public IReadOnlyList<Fault> All => _faults;

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults = [.. _faults, fault];
        }
    }

    public void Clear() => _faults = [];

    public Fault? Pick(string vendor, string method, string path)
    {
        var faults = _faults;
        return faults.Length == 0 ? null : Strike(faults, vendor, method, path);
    }

    private Fault? Strike(Fault[] faults, string vendor, string method, string path)
    {
        lock (_gate)
        {
            foreach (var fault in faults)
            {
                if (Applies(fault, vendor, method, path) && (fault.StrikesItems || _random.NextDouble() < fault.Rate))
                {
                    fault.Count--;
                    return fault;
                }
            }

            return null;
        }
    }

    private bool Applies(Fault fault, string vendor, string method, string path) =>
        fault.Vendor == vendor
        && fault.Count is null or > 0
        && (fault.Until is null || clock.GetUtcNow() < fault.Until)
        && (fault.Method is null || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (fault.Match is null || fault.Match.IsMatch(path))
        && (!fault.StrikesItems || HasItems(method, path));

    // A read or a token has no items: a fault of items that is to strike once waits for a call that has some.
    private static bool HasItems(string method, string path) =>
        method != "GET" && !path.StartsWith("/oauth/", StringComparison.Ordinal) && !path.EndsWith("/coql", StringComparison.Ordinal);
}
