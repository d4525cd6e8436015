using Sync.Connectors;

namespace Sync.Writer.Operations;

/// <summary>Looks at tasks that were made before; many in one call where the vendor allows it.</summary>
internal sealed class TaskLooks(IOperations operations)
{
    public static bool IsLook(PendingOperation row) => OperationDraft.Read(row).Look is not null;

    /// <returns>A fault that concerns the whole connection, if one was met.</returns>
    public async Task<VendorFault?> Run(IReadOnlyList<PendingOperation> rows, List<OperationEnd> ends, CancellationToken ct)
    {
        foreach (var module in rows.Select(row => (Row: row, Look: OperationDraft.Read(row).Look!)).GroupBy(each => each.Look.Module))
        {
            var asked = await operations.DoneTasks(module.Key, [.. module.Select(each => each.Look.TaskId).Distinct()], ct);
            if (!asked.TryGet(out var done, out var fault) && fault is { IsAccountWide: true, Module: null })
            {
                ends.AddRange(OperationJudging.Rest(rows, ends));
                return fault;
            }

            // Who cannot be looked at counts as not done: the alarm then says so, and the next look may succeed.
            ends.AddRange(module.Select(each => new OperationEnd.Looked(each.Row, done?.Contains(each.Look.TaskId) is true, fault?.Message)));
        }

        return null;
    }
}
