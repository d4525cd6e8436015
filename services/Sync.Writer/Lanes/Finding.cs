using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Looks up the records of units that are not located, or that an earlier call may have written already.</summary>
internal sealed class Finding(ITarget target, SyncPolicy policy)
{
    /// <summary>The units that still have to be written, located where they were found.</summary>
    public async Task<IReadOnlyList<WriteUnit>> Run(IReadOnlyList<WriteUnit> units, Progress progress, CancellationToken ct)
    {
        var toWrite = units.Where(unit => !unit.MustBeFound).ToList();
        foreach (var group in units.Where(unit => unit.MustBeFound).GroupBy(unit => unit.RecordId is null ? null : unit.Module))
        {
            var looked = group.ToList();
            var answer = group.Key is { } module
                ? await target.Read(module, [.. looked.Select(unit => unit.RecordId!)], FieldsOf(looked), ct)
                : await target.Find([.. looked.Select(unit => unit.Email).Distinct()], FieldsOf(looked), ct);
            if (answer.TryGet(out var found, out var fault))
            {
                toWrite.AddRange(Sort(looked, found, progress));
            }
            else
            {
                progress.Postpone(looked, fault, verify: false);
            }
        }

        return toWrite;
    }

    private IEnumerable<WriteUnit> Sort(IEnumerable<WriteUnit> looked, IReadOnlyList<FoundRecord> found, Progress progress)
    {
        foreach (var unit in looked)
        {
            var record = found.FirstOrDefault(record =>
                unit.RecordId is null ? record.Email == unit.Email : record.RecordId == unit.RecordId);
            if (record is null)
            {
                // A linked record that is gone: what the person is now decides whether it has to be made anew.
                yield return unit with { Module = null, RecordId = null };
            }
            else if (HasAll(record, unit))
            {
                progress.Done(unit, unit.Verify ? Outcomes.Written : Outcomes.Unchanged,
                    unit.Verify ? "the target had it: an earlier call had done it" : "the target had it already", record.Module, record.RecordId);
            }
            else
            {
                yield return unit with { Module = record.Module, RecordId = record.RecordId };
            }
        }
    }

    // A field that the module does not have cannot be written there, so it is nothing to write for.
    private bool HasAll(FoundRecord record, WriteUnit unit) => Mapping.ToTarget(Route(unit), unit.Fields, creating: false)
        .All(field => !record.Fields.TryGetValue(field.Key, out var held) || Equal(held, field.Value));

    private static bool Equal(string? held, string? wanted) =>
        string.Equals(held ?? "", wanted ?? "", StringComparison.Ordinal);

    private string[] FieldsOf(IEnumerable<WriteUnit> units) =>
        [.. units.Select(Route).Distinct().SelectMany(route => route.Fields).Select(field => field.To).Distinct()];

    private RoutePolicy Route(WriteUnit unit) => policy.FindRoute(unit.Route)!;
}
