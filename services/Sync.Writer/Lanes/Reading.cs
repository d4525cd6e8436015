using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Reads;

namespace Sync.Writer.Lanes;

/// <summary>Reads records of one module and judges each.</summary>
internal sealed class Reading(string connection, ISource source, SyncPolicy policy)
{
    public async Task Run(IReadOnlyList<ReadUnit> units, ReadProgress progress, CancellationToken ct)
    {
        if (progress.Fault is not null)
        {
            return;
        }

        var answer = await source.Read(units[0].Module, [.. units.Select(unit => unit.RecordId)], Fields(units[0].Module), ct);
        if (answer.TryGet(out var records, out var fault))
        {
            Sort(units, records, progress);
        }
        else if (fault.IsAccountWide)
        {
            progress.Stopped(fault);
        }
        else if (units.Count > 1)
        {
            // The vendor refused the call as a whole for something in it: halves show which it was in the fewest calls.
            var half = units.Count / 2;
            await Run([.. units.Take(half)], progress, ct);
            await Run([.. units.Skip(half)], progress, ct);
        }
        else if (fault.Class == FailureClasses.NotFound)
        {
            progress.Gone(units[0]);
        }
        else
        {
            progress.Refused(units[0], fault);
        }
    }

    private static void Sort(IReadOnlyList<ReadUnit> units, IReadOnlyList<SourceRecord> records, ReadProgress progress)
    {
        var byId = records.DistinctBy(record => record.RecordId).ToDictionary(record => record.RecordId);
        foreach (var unit in units)
        {
            if (byId.TryGetValue(unit.RecordId, out var record))
            {
                progress.Read(unit, record);
            }
            else
            {
                progress.Gone(unit);
            }
        }
    }

    // What no route takes need not travel.
    private string[] Fields(string module)
    {
        var isCompany = policy.Connections.TryGetValue(connection, out var known)
            && KnownConnectors.All[known.Vendor].CompanyModules.Contains(module);
        return
        [
            .. policy.RoutesFrom(connection, isCompany ? SyncObject.Company : SyncObject.Person).SelectMany(route => route.Fields.Concat(route.Tags))
                .Where(field => !field.IsDerived).Select(field => field.From).Distinct(),
        ];
    }
}
