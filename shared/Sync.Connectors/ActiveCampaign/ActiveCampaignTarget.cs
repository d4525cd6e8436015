namespace Sync.Connectors.ActiveCampaign;

internal sealed class ActiveCampaignTarget(
    ActiveCampaignReader reader, ActiveCampaignWriter writer, ActiveCampaignSubscriptions subscriptions) : ITarget
{
    public int LargestBatch => ActiveCampaignWriter.LargestBatch;

    public Task<VendorFault?> Prove(CancellationToken ct) => reader.Prove(ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Find(
        IReadOnlyCollection<string> emails, IReadOnlyCollection<string> fields, CancellationToken ct) => reader.Find(emails, fields, ct);

    public Task<CallResult<IReadOnlyList<FoundRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct) =>
        reader.Read(module, recordIds, fields, ct);

    public async Task<CallResult<IReadOnlyList<FoundRecord>>> ReadOptOuts(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        var custom = fields.Where(field => field != ActiveCampaignNames.Unsubscribed).ToList();
        var read = custom.Count == 0 ? null : await reader.Read(module, recordIds, custom, ct);
        if (read is { Fault: { } fault })
        {
            return CallResult<IReadOnlyList<FoundRecord>>.Failed(fault);
        }

        var found = new List<FoundRecord>();
        foreach (var id in recordIds.Distinct())
        {
            var (hasLeft, refused) = await subscriptions.HasLeftAll(id, ct);
            if (refused is not null)
            {
                return CallResult<IReadOnlyList<FoundRecord>>.Failed(refused);
            }

            var record = read?.Value?.FirstOrDefault(each => each.RecordId == id);
            var held = new Dictionary<string, string?>(record?.Fields ?? new Dictionary<string, string?>())
            {
                [ActiveCampaignNames.Unsubscribed] = hasLeft is true ? "true" : null,
            };
            found.Add(new FoundRecord(module, id, record?.Email, held));
        }

        return CallResult<IReadOnlyList<FoundRecord>>.Ok(found);
    }

    public Task<CallResult<IReadOnlyList<Subscription>>> ReadSubscriptions(string recordId, CancellationToken ct) =>
        subscriptions.Of(recordId, ct);

    public Task<CallResult<IReadOnlyList<WriteOutcome>>> Write(
        string module, IReadOnlyList<TargetRecord> records, CancellationToken ct) => writer.Write(module, records, ct);
}
