namespace Sync.Connectors;

/// <summary>Imports people many at a time. No webhook tells of them, and what became of them is known only later.</summary>
public interface IBulkImport
{
    /// <summary>Most people that one call may carry; <see cref="Import"/> splits what is more, also by size.</summary>
    int LargestBatch { get; }

    /// <summary>Queues people for import. The vendor refuses a whole call for one bad person: that one is taken out and the rest sent
    /// again. Sending somebody twice does no harm.</summary>
    /// <returns>One outcome per person, in order. A fault for the whole only if nobody was queued.</returns>
    Task<CallResult<IReadOnlyList<ImportOutcome>>> Import(IReadOnlyList<ImportPerson> people, CancellationToken ct);

    /// <summary>How far a batch is.</summary>
    Task<CallResult<ImportProgress>> Progress(string batchId, CancellationToken ct);
}
