namespace Sync.Connectors.Zoho;

internal sealed class ZohoTarget(ZohoReader reader, ZohoCompanies companies, ZohoWriter writer) : ITarget
{
    public int LargestBatch => ZohoWriter.LargestBatch;

    public Task<VendorFault?> Prove(CancellationToken ct) => reader.Prove(ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct) => reader.Find(emails, fields, ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> FindCompanies(
        IReadOnlyCollection<string> domains, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        companies.Find(domains, fields, ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        reader.Read(module, recordIds, fields, ct);

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct) => writer.Write(module, records, ct);
}
