namespace Sync.Connectors;

/// <summary>What the vendor did with one record.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome()
    {
    }

    public sealed record Written(string RecordId, bool Created) : WriteOutcome
    {
        private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

        /// <summary>Ids of further records that came of it, by module: of a converted lead its account and deal.</summary>
        public IReadOnlyDictionary<string, string> Others { get; init; } = None;
    }

    /// <summary>This record was refused; the others of the call are not concerned.</summary>
    public sealed record Refused(VendorFault Fault) : WriteOutcome;
}
