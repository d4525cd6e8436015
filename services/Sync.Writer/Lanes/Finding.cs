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
        var looks = units.ToLookup(unit => unit.MustBeFound || Filling.MustLook(Route(unit), unit));
        var toWrite = looks[false].ToList();
        var toFind = looks[true].Where(unit => unit.RecordId is null).ToList();
        foreach (var linked in looks[true].Where(unit => unit.RecordId is not null).GroupBy(unit => unit.Module))
        {
            foreach (var unit in await LookUp([.. linked], progress, ct))
            {
                // A linked record that is gone may be elsewhere now, as a converted lead is: nothing is made before that is known.
                (unit.RecordId is null ? toFind : toWrite).Add(unit);
            }
        }

        // Without an address there is nothing to look for; what is new is refused for the lack of it.
        toWrite.AddRange(toFind.Where(unit => unit.Email.Length == 0));
        foreach (var kind in toFind.Where(unit => unit.Email.Length > 0).GroupBy(unit => Route(unit).Carries))
        {
            toWrite.AddRange(await LookUp([.. kind], progress, ct));
        }

        foreach (var unit in toWrite.Where(StaysDeleted))
        {
            progress.Done(unit, Deletion.Deleted, "the target deleted the record, and the rules do not make it anew", unit.Lost!.Value.Module,
                unit.Lost.Value.RecordId);
        }

        return [.. toWrite.Where(unit => !StaysDeleted(unit))];
    }

    private bool StaysDeleted(WriteUnit unit) => unit is { RecordId: null, Lost: not null } && Route(unit).KeepsDeleted;

    /// <summary>Those of the units that still have to be written. Together in one call; singly where the vendor refuses the call for
    /// something in it.</summary>
    private async Task<IReadOnlyList<WriteUnit>> LookUp(IReadOnlyList<WriteUnit> units, Progress progress, CancellationToken ct)
    {
        if (units.Count == 0)
        {
            return [];
        }

        var fault = progress.AccountFault;
        if (fault is null && (await Ask(units, ct)).TryGet(out var found, out fault))
        {
            progress.Answered();
            return [.. Sort(units, found, progress)];
        }

        if (fault.IsAccountWide)
        {
            // What is looked for may be in any module: without one of them nothing can be found.
            progress.Postpone(units, units[0].RecordId is null ? fault with { Module = null } : fault, verify: false);
            return [];
        }

        if (units.Count == 1)
        {
            progress.Refused(units[0], fault);
            return [];
        }

        var toWrite = new List<WriteUnit>();
        foreach (var unit in units)
        {
            toWrite.AddRange(await LookUp([unit], progress, ct));
        }

        return toWrite;
    }

    private Task<CallResult<IReadOnlyList<FoundRecord>>> Ask(IReadOnlyList<WriteUnit> units, CancellationToken ct) =>
        units[0] is { RecordId: not null, Module: { } module }
            ? target.Read(module, [.. units.Select(unit => unit.RecordId!)], FieldsOf(units), ct)
            : Route(units[0]).Carries == SyncObject.Company
                ? target.FindCompanies([.. units.Select(unit => unit.Email).Distinct()], FieldsOf(units), ct)
            : target.Find([.. units.SelectMany(unit => unit.FormerEmails.Prepend(unit.Email)).Distinct()], FieldsOf(units), ct);

    private IEnumerable<WriteUnit> Sort(IEnumerable<WriteUnit> looked, IReadOnlyList<FoundRecord> found, Progress progress)
    {
        foreach (var asked in looked)
        {
            var record = Match(asked, found);
            if (record is null)
            {
                // A linked record that is gone: what the person is now decides whether it has to be made anew.
                yield return asked with
                {
                    Module = null,
                    RecordId = null,
                    Lost = asked is { Module: { } module, RecordId: { } id } ? (module, id) : asked.Lost,
                };
                continue;
            }

            progress.Saw(asked, record.Fields);
            var unit = Filling.Spare(Route(asked), asked, record);
            if (unit.Fields.Count == 0)
            {
                progress.Done(unit, VerdictWords.Fill, "what is filled stays", record.Module, record.RecordId);
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

    // The vendor's best record comes first; one under the present address before any under a former one.
    private static FoundRecord? Match(WriteUnit asked, IReadOnlyList<FoundRecord> found) => asked.RecordId is not null
        ? found.FirstOrDefault(record => record.RecordId == asked.RecordId)
        : asked.FormerEmails.Prepend(asked.Email).Select(email => found.FirstOrDefault(record => record.Email == email))
            .FirstOrDefault(record => record is not null);

    // A field that the module does not have cannot be written there, so it is nothing to write for.
    private bool HasAll(FoundRecord record, WriteUnit unit) => Mapping.ToTarget(Route(unit), unit.Fields, creating: false)
        .All(field => !record.Fields.TryGetValue(field.Key, out var held) || Equal(held, field.Value));

    private static bool Equal(string? held, string? wanted) =>
        string.Equals(held ?? "", wanted ?? "", StringComparison.Ordinal);

    private string[] FieldsOf(IEnumerable<WriteUnit> units) =>
        [.. units.Select(Route).Distinct().SelectMany(route => route.Fields).Select(field => field.To).Distinct()];

    private RoutePolicy Route(WriteUnit unit) => policy.FindRoute(unit.Route)!;
}
