namespace Sync.Connectors;

/// <summary>Imports people many at a time. No webhook tells of them, and what became of them is known only later.</summary>
public interface IBulkImport
{
    /// <summary>Most people that one call may carry; <see cref="Import"/> splits what is more, also by size.</summary>
    int LargestBatch { get; }

    /// <summary>Fewer people than this are written one by one: the vendor advises it, and allows few imports of that kind.</summary>
    int SmallestBatch { get; }

    /// <summary>Most calls in any window of a minute, by the vendor's rule for imports alone.</summary>
    int CallsPerMinute { get; }

    /// <summary>Whether an import changes this field of a record that is there, as a single write would.</summary>
    /// <param name="field">The vendor's name of it.</param>
    bool Takes(string module, string field);

    /// <summary>Queues people for import. The vendor refuses a whole call for one bad person: that one is taken out and the rest sent
    /// again. Sending somebody twice does no harm.</summary>
    /// <returns>One outcome per person, in order. A fault for the whole only if nobody was queued.</returns>
    Task<CallResult<IReadOnlyList<ImportOutcome>>> Import(IReadOnlyList<ImportPerson> people, CancellationToken ct);

    /// <summary>How far a batch is.</summary>
    Task<CallResult<ImportProgress>> Progress(string batchId, CancellationToken ct);

    /// <summary>Whether any import of the account is still to be carried out: the way to learn what became of one whose name is not known.
    /// </summary>
    Task<CallResult<ImportsUnderWay>> IsBusy(CancellationToken ct);

    /// <summary>Reads people by id, many in a call; those who are not there (any more) are absent from the answer.</summary>
    Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct);
}
