using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Makes the write call for units of one module and judges each by its own answer.</summary>
internal sealed class Writing(ITarget target, SyncPolicy policy)
{
    /// <summary>What the call came to, for the attempt's log.</summary>
    public async Task<string> Run(string module, IReadOnlyList<WriteUnit> units, Progress progress, CancellationToken ct)
    {
        var complete = units.Where(unit => !IsIncomplete(unit, progress)).ToList();
        if (complete.Count == 0)
        {
            return "nothing to send";
        }

        var records = complete.Select(Record).ToList();
        foreach (var (unit, record) in complete.Zip(records))
        {
            progress.Sending(unit, record.Fields);
        }

        var answer = await target.Write(module, records, ct);
        if (answer.TryGet(out var outcomes, out var fault))
        {
            progress.Answered();
            var smaller = new List<WriteUnit>();
            foreach (var (unit, outcome) in complete.Zip(outcomes))
            {
                if (outcome is WriteOutcome.Refused refused && LeavingOut.Without(Route(unit), unit, refused.Fault) is { } without)
                {
                    smaller.Add(without);
                }
                else
                {
                    Judge(module, unit, outcome, progress);
                }
            }

            return await WithoutMisfits(module, smaller, progress, ct);
        }

        if (fault.IsAccountWide)
        {
            progress.Postpone(complete, fault, verify: fault.Class == FailureClasses.UnknownOutcome);
            return $"{fault.Class}: {fault.Code}";
        }

        progress.Answered();
        return await Singly(module, complete, fault, progress, ct);
    }

    // The vendor refused the call as a whole for something in it: each alone shows which it was.
    private async Task<string> Singly(
        string module, IReadOnlyList<WriteUnit> units, VendorFault fault, Progress progress, CancellationToken ct)
    {
        if (units.Count == 1 && LeavingOut.Without(Route(units[0]), units[0], fault) is { } smaller)
        {
            return await WithoutMisfits(module, [smaller], progress, ct);
        }

        if (units.Count == 1)
        {
            progress.Refused(units[0], fault);
            return $"{fault.Class}: {fault.Code}";
        }

        foreach (var unit in units)
        {
            if (progress.AccountFault is { } met)
            {
                progress.Postpone([unit], met, verify: false);
            }
            else
            {
                await Run(module, [unit], progress, ct);
            }
        }

        return $"sent singly after {fault.Code}";
    }

    // Each time there is a field less, so that it ends.
    private async Task<string> WithoutMisfits(string module, IReadOnlyList<WriteUnit> units, Progress progress, CancellationToken ct)
    {
        if (units.Count == 0)
        {
            return "answered";
        }

        if (progress.AccountFault is { } met)
        {
            progress.Postpone(units, met, verify: false);
            return "answered";
        }

        return $"{await Run(module, units, progress, ct)}, without what was refused";
    }

    private void Judge(string module, WriteUnit unit, WriteOutcome outcome, Progress progress)
    {
        switch (outcome)
        {
            case WriteOutcome.Written written:
                progress.Wrote(unit, module, written.RecordId, written.Created, written.Created && HoldsOnlyWhatWasAsked(unit));
                break;
            case WriteOutcome.Refused { Fault: { IsAccountWide: true } fault }:
                progress.Postpone([unit], fault, verify: fault.Class == FailureClasses.UnknownOutcome);
                break;
            case WriteOutcome.Refused { Fault: { Class: FailureClasses.Duplicate, Existing: not null } fault }:
                progress.LookAgain(unit, fault);
                break;
            case WriteOutcome.Refused { Fault: { Class: FailureClasses.NotFound } fault } when unit.RecordId is not null && Route(unit).KeepsDeleted:
                progress.LookAgainThere(unit, fault);
                break;
            case WriteOutcome.Refused { Fault: { Class: FailureClasses.NotFound or FailureClasses.Conflict } fault }:
                progress.LookAgain(unit, fault);
                break;
            case WriteOutcome.Refused refused:
                progress.Refused(unit, refused.Fault);
                break;
            default:
                throw new InvalidOperationException("An outcome that the writer does not know.");
        }
    }

    // Who is made new may get more than was asked for: all that is agreed, of which the others are not told.
    private bool HoldsOnlyWhatWasAsked(WriteUnit unit)
    {
        var asked = Mapping.ToTarget(Route(unit), unit.Fields, creating: true);
        return Mapping.ToTarget(Route(unit), unit.Whole, creating: true).All(field => asked.Contains(field));
    }

    private bool IsIncomplete(WriteUnit unit, Progress progress)
    {
        if (unit.RecordId is not null || Mapping.MissingRequired(Route(unit), unit.Whole) is not { Count: > 0 } missing)
        {
            return false;
        }

        progress.Refused(unit, new VendorFault(
            FailureClasses.MissingField, "missing", "The target demands a value. Fill it at the source, or give the field a fallback in sync.yaml.")
        {
            Field = missing[0],
        });
        return true;
    }

    private TargetRecord Record(WriteUnit unit) => unit.RecordId is null
        ? new TargetRecord(null, unit.Email, Mapping.ToTarget(Route(unit), unit.Whole, creating: true))
        : new TargetRecord(unit.RecordId, unit.Email, Mapping.ToTarget(Route(unit), unit.Fields, creating: false));

    private RoutePolicy Route(WriteUnit unit) => policy.FindRoute(unit.Route)!;
}
