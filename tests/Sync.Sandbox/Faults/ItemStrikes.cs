namespace Sync.Sandbox.Faults;

/// <summary>Which items of one batch a fault strikes: spread evenly, at least one, and never all of a batch by "partial".</summary>
internal sealed class ItemStrikes
{
    private readonly double _rate;
    private readonly int _most;
    private int _struck;

    public ItemStrikes(Fault fault, int items)
    {
        _rate = Math.Clamp(fault.Rate, 0, 1);
        _most = fault.Kind is FaultKind.Partial && items > 1 ? items - 1 : items;
        Kind = fault.Kind;
        Code = fault.Code;
    }

    public FaultKind Kind { get; }

    public string? Code { get; }

    public bool Strikes(int index)
    {
        var due = Math.Max(index == 0 ? 1 : 0, (int)Math.Ceiling((index + 1) * _rate));
        if (_struck >= due || _struck >= _most)
        {
            return false;
        }

        _struck++;
        return true;
    }
}
