using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Work;

namespace Sync.Writer.Operations;

/// <summary>Says at which record of a person an operation is done: the one last written, else the one that was known, else whichever has
/// the address.</summary>
internal sealed class RecordsOfPersons(string connection, ITarget target, NpgsqlDataSource dataSource, int mostTries)
{
    // A request for an operation may overtake that for the record, and a record may be made by somebody else meanwhile.
    private static readonly double[] SecondsUntilThere = [0.2, 1, 5, 15, 60];

    /// <param name="ends">Gets those of whom nobody knows a record yet.</param>
    /// <returns>The operations with their records; a fault that concerns the whole connection.</returns>
    public async Task<(IReadOnlyList<PendingOperation> Located, VendorFault? Fault)> Locate(
        IReadOnlyList<PendingOperation> operations, List<OperationEnd> ends, CancellationToken ct)
    {
        long[] persons = [.. operations.Select(each => each.PersonId).Distinct()];
        var written = await dataSource.Written(connection, persons, [.. persons.Select(_ => long.MaxValue)]);
        var first = operations.Select(each => each.Tries > 0 || OperationDraft.IsOfOneRecord(each) ? each
            : written[each.PersonId].FirstOrDefault() is { RecordId: not null } newest ? each with { Module = newest.Module, RecordId = newest.RecordId }
            : each).ToLookup(each => each.RecordId is not null);
        ends.AddRange(first[false].Where(each => each.Tries == 0).Select(NotThere));
        var lost = first[false].Where(each => each.Tries > 0).ToList();
        var found = lost.Count == 0 ? CallResult<IReadOnlyList<FoundRecord>>.Ok([]) : await target.Find([.. lost.Select(each => each.Email).Distinct()], [], ct);
        if (!found.TryGet(out var records, out var fault))
        {
            ends.AddRange(OperationJudging.Rest(operations, ends));
            return ([], fault);
        }

        var again = lost.Select(each => records.FirstOrDefault(record => record.Email == each.Email) is { } record
            ? each with { Module = record.Module, RecordId = record.RecordId } : each).ToLookup(each => each.RecordId is not null);
        ends.AddRange(again[false].Select(NotThere));
        return ([.. first[true], .. again[true]], null);
    }

    private OperationEnd NotThere(PendingOperation operation) => operation.Tries + 1 < mostTries
        ? new OperationEnd.Again(
            operation, null, null, true, TimeSpan.FromSeconds(SecondsUntilThere[Math.Min(operation.Tries, SecondsUntilThere.Length - 1)]))
        : new OperationEnd.Failed(operation, new VendorFault(
            FailureClasses.NotFound, "NO_RECORD", "The target has no record of the person. See why it was not written, then replay the delivery."));
}
