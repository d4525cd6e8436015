using Sync.Connectors.Reading;
using Sync.Contracts;

namespace Sync.Connectors.Zoho;

/// <summary>Reads records by id and page by page.</summary>
internal sealed class ZohoSource(ZohoRecordReader records, ZohoSweep sweep, TimeProvider clock) : ISource
{
    /// <summary>Servers of Zoho differ in their idea of now, and stamps have a resolution of a second.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public int LargestRead => ZohoRecordReader.IdsPerCall;

    public bool ListsDeletions => true;

    public Task<CallResult<IReadOnlyList<SourceRecord>>> Read(
        string module, IReadOnlyCollection<string> recordIds, IReadOnlyCollection<string>? fields, CancellationToken ct) =>
        records.Read(module, recordIds, fields, ct);

    public async Task<CallResult<SourcePage>> Page(SourceQuery query, string? cursor, CancellationToken ct)
    {
        var (resumed, fault) = SourcePlace.Read(cursor, query);
        if (fault is not null)
        {
            return CallResult<SourcePage>.Failed(fault);
        }

        var place = resumed ?? new SourcePlace { Query = SourcePlace.NameOf(query), Started = clock.GetUtcNow(), From = From(query) };
        return query switch
        {
            _ when ZohoNames.Module(query.Module) is null => CallResult<SourcePage>.Failed(new VendorFault(
                FailureClasses.Validation, "INVALID_MODULE", $"'{query.Module}' cannot be the API name of a module.")),
            SourceQuery.Deleted => await sweep.Deleted(query.Module, place, isFirst: resumed is null, ct),
            SourceQuery.InSegment => CallResult<SourcePage>.Failed(SourcePlace.NotOffered(query, "Zoho")),
            _ => await sweep.Records(query, place, isFirst: resumed is null, ct),
        };
    }

    public async Task<CallResult<IReadOnlyList<string>>> Gone(string module, IReadOnlyCollection<string> knownIds, CancellationToken ct)
    {
        var read = await records.Read(module, knownIds, [], ct);
        return read.TryGet(out var there, out var fault)
            ? CallResult<IReadOnlyList<string>>.Ok(
                [.. knownIds.Distinct().Where(id => !there.Any(record => record.RecordId == ZohoNames.RecordId(id)))])
            : CallResult<IReadOnlyList<string>>.Failed(fault);
    }

    private static DateTimeOffset? From(SourceQuery query) => query switch
    {
        SourceQuery.ChangedSince changed => changed.Since - Overlap,
        SourceQuery.Deleted deleted => deleted.Since - Overlap,
        _ => null,
    };
}
