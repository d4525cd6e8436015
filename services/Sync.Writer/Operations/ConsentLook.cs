using Npgsql;
using Sync.Connectors;
using Sync.Policy;
using Sync.Policy.Normalising;

namespace Sync.Writer.Operations;

/// <summary>Looks once more, right before the call, whether a person still wants mail: between the decision and the call there may be an
/// outage of hours. Our own opt-outs count, and what the vendor says now.</summary>
internal sealed class ConsentLook(string connection, ITarget target, SyncPolicy policy, NpgsqlDataSource dataSource)
{
    private const string Why = "not done: the person wants no more mail";

    private readonly string[] _fields =
    [
        .. policy.AllRoutes.SelectMany(route => route.Fields.Where(field => field.Type == FieldType.OptOut)
                .SelectMany(field => new[] { route.From == connection ? field.From : null, route.To == connection ? field.To : null }))
            .OfType<string>().Distinct(),
    ];

    /// <param name="ends">Gets those that are not to be done, and those of whom it cannot be said now.</param>
    /// <returns>What may be done; a fault that concerns the whole connection.</returns>
    public async Task<(IReadOnlyList<PendingOperation> Allowed, VendorFault? Fault)> Ask(
        IReadOnlyList<PendingOperation> operations, List<OperationEnd> ends, CancellationToken ct)
    {
        var asked = operations.Where(each => OperationDraft.Read(each).UnlessOptedOut).ToList();
        if (asked.Count == 0)
        {
            return (operations, null);
        }

        var known = await dataSource.OptedOut([.. asked.Select(each => each.PersonId).Distinct()], policy.OptOutFields);
        var withheld = asked.Where(each => known.Contains(each.PersonId))
            .Select(each => new OperationEnd.Withheld(each, Why)).ToList<OperationEnd>();
        foreach (var record in asked.Where(each => !known.Contains(each.PersonId)).GroupBy(each => (each.Module, each.RecordId)))
        {
            var read = await target.ReadOptOuts(record.Key.Module!, [record.Key.RecordId!], _fields, ct);
            if (!read.TryGet(out var found, out var fault) && fault.IsAccountWide)
            {
                ends.AddRange(withheld);
                ends.AddRange(OperationJudging.Rest(operations, withheld));
                return ([], fault);
            }

            withheld.AddRange(record.Select(each => End(each, found, fault)).OfType<OperationEnd>());
        }

        ends.AddRange(withheld);
        return ([.. operations.Except(withheld.Select(end => end.Operation))], null);
    }

    // What is not there is found out by the call itself, which then looks for the record anew.
    private OperationEnd? End(PendingOperation operation, IReadOnlyList<FoundRecord>? found, VendorFault? fault) =>
        fault is not null ? new OperationEnd.Failed(operation, fault)
        : found?.FirstOrDefault(each => each.RecordId == operation.RecordId) is { } record && SaysNo(record)
            ? new OperationEnd.Withheld(operation, Why)
            : null;

    private bool SaysNo(FoundRecord record) => record.Fields.Values.Any(value => policy.Same(FieldType.OptOut, value, "true"));
}
