namespace Sync.Connectors;

/// <summary>What the vendor did with one record.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    public sealed record Written(string RecordId, bool Created) : WriteOutcome;

    /// <summary>This record was refused; the others of the call are not concerned.</summary>
    public sealed record Refused(VendorFault Fault) : WriteOutcome;
}
