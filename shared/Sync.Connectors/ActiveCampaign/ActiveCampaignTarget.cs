namespace Sync.Connectors.ActiveCampaign;

internal sealed class ActiveCampaignTarget(ActiveCampaignReader reader, ActiveCampaignWriter writer) : ITarget
{
    public int LargestBatch => ActiveCampaignWriter.LargestBatch;

    public Task<VendorFault?> Prove(CancellationToken ct) => reader.Prove(ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct) => reader.Find(emails, fields, ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        reader.Read(module, recordIds, fields, ct);

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct) => writer.Write(module, records, ct);
}
