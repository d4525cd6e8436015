namespace Sync.Sandbox.Control;

/// <summary>One call received; small, because millions are kept.</summary>
internal struct JournalEntry
{
    public long At;
    public ulong TraceHigh;
    public ulong TraceLow;
    public string Vendor;
    public string Method;
    public string Path;
    public float Milliseconds;
    public int Records;
    public short Status;
}
