namespace Sync.Connectors;

/// <summary>What became of one person's import so far.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    public sealed record Queued(string BatchId) : ImportOutcome;

    public sealed record Refused(VendorFault Fault) : ImportOutcome;
}
