using Sync.Connectors;

namespace Sync.Writer.Operations;

/// <summary>Reads whether persons are on the lists that they are said to have joined by themselves. It comes after all writes of the person that
/// wait: an opt-out among them has reached the vendor by then.</summary>
internal sealed class OptInLooks(ITarget target)
{
    public static bool IsOne(PendingOperation row) => OperationDraft.Read(row).OptIn is not null;

    /// <returns>A fault that concerns the whole connection, if one was met.</returns>
    public async Task<VendorFault?> Run(IReadOnlyList<PendingOperation> rows, List<OperationEnd> ends, CancellationToken ct)
    {
        foreach (var record in rows.GroupBy(row => row.RecordId!))
        {
            var read = await target.ReadSubscriptions(record.Key, ct);
            if (!read.TryGet(out var subscriptions, out var fault) && fault.IsAccountWide)
            {
                ends.AddRange(OperationJudging.Rest(rows, ends));
                return fault;
            }

            ends.AddRange(record.Select(row => fault is not null
                ? new OperationEnd.Failed(row, fault) : OptInJudging.Of(row, OperationDraft.Read(row).OptIn!, subscriptions!)));
        }

        return null;
    }
}
