namespace Sync.Policy;

/// <summary>How hard one connection may be used, by all instances together.</summary>
/// <param name="CallsPerSecond">Most calls in any window of one second. ActiveCampaign grants 5 an account.</param>
/// <param name="Concurrency">Most calls under way at once.</param>
public sealed record ConnectionLimits(int CallsPerSecond, int Concurrency)
{
    /// <summary>What may be used in any 24 hours, in the vendor's measure: Zoho's credits, else calls. Null if only the vendor knows.</summary>
    public long? PerDay { get; init; }

    /// <summary>Most records that may be made there in a day (UTC); null for any number.</summary>
    public int? CreatesPerDay { get; init; }

    /// <summary>More writes than this, beside opt-outs and handoffs, that wait go by bulk import, where the vendor has one; 0 for never.</summary>
    public int ImportFrom { get; init; } = UsualImportFrom;

    public const int UsualImportFrom = 500;
}
