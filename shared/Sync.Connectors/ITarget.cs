namespace Sync.Connectors;

/// <summary>One connection as something to write to. Field names are the vendor's own.</summary>
public interface ITarget
{
    /// <summary>Most records that one call may carry.</summary>
    int LargestBatch { get; }

    /// <summary>Proves with a cheap call or two that the connection can be used, and gets ready what the first real call would wait for.
    /// </summary>
    /// <returns>Null if all is well.</returns>
    Task<VendorFault?> Prove(CancellationToken ct);

    /// <summary>
    /// Looks people up by address without a search index, in every module where a person may stand, best module first.
    /// Addresses that nobody has are absent from the answer.
    /// </summary>
    Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct);

    /// <summary>Looks companies up by domain, likewise; the domain stands in the place of the address.</summary>
    Task<CallResult<IReadOnlyList<FoundRecord>>> FindCompanies(
        IReadOnlyCollection<string> domains, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        Task.FromResult(CallResult<IReadOnlyList<FoundRecord>>.Failed(new VendorFault(
            Contracts.FailureClasses.Validation, Operation.NotOffered, "Companies cannot be looked up here.")));

    /// <summary>Reads records by id; ids that the vendor does not know (any more) are absent from the answer.</summary>
    Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct);

    /// <summary>Reads whether these want no more mail: the fields asked for, and in them, by its own field for it, what the vendor itself
    /// keeps of it though no record carries it (ActiveCampaign's <c>unsubscribed</c>).</summary>
    Task<CallResult<IReadOnlyList<FoundRecord>>> ReadOptOuts(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        Read(module, recordIds, fields, ct);

    /// <summary>Reads on which mailing lists a person's record is; none where the vendor has no lists, or the record is not there any more.
    /// </summary>
    Task<CallResult<IReadOnlyList<Subscription>>> ReadSubscriptions(string recordId, CancellationToken ct) =>
        Task.FromResult(CallResult<IReadOnlyList<Subscription>>.Ok([]));

    /// <summary>Writes up to <see cref="LargestBatch"/> records of one module: by id where given, else upserted by address; a company
    /// without an id is made, so it has to be looked up before. One outcome per record, in order.</summary>
    Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct);
}
