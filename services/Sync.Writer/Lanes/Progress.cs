using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Calls;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>What has become of a batch's units so far.</summary>
internal sealed class Progress
{
    public List<UnitResult> Results { get; } = [];

    public List<(long Id, string Outcome)> Attempts { get; } = [];

    /// <summary>A fault that concerns the whole connection, if one was met.</summary>
    public VendorFault? AccountFault { get; private set; }

    /// <summary>Modules that a right is missing for.</summary>
    public Dictionary<string, VendorFault> ModuleFaults { get; } = [];

    /// <summary>Id of a unit's newest work to what its record held and was sent.</summary>
    public Dictionary<long, RecordTrace> Traces { get; } = [];

    /// <summary>The vendor has answered a call, whatever it said of the records.</summary>
    public bool HasAnswer { get; private set; }

    /// <summary>Those of the units that a call of ours has just written.</summary>
    public IEnumerable<UnitResult.Done> Written => Results.OfType<UnitResult.Done>().Where(done => done.ByCall);

    public void Answered() => HasAnswer = true;

    public void Saw(WriteUnit unit, IReadOnlyDictionary<string, string?> before) => Traces[unit.Newest.Id] = new RecordTrace(before, Sent: null);

    public void Sending(WriteUnit unit, IReadOnlyDictionary<string, string?> fields)
    {
        var before = Traces.GetValueOrDefault(unit.Newest.Id)?.Before;
        Traces[unit.Newest.Id] = new RecordTrace(before?.Where(field => fields.ContainsKey(field.Key)).ToDictionary(), fields);
    }

    public void Done(WriteUnit unit, string outcome, string? detail, string module, string recordId) =>
        Results.Add(new UnitResult.Done(unit, outcome, detail, module, recordId));

    /// <summary>A call of ours has just written it.</summary>
    /// <param name="isAll">The record is new and has nothing in it but the unit's fields.</param>
    public void Wrote(WriteUnit unit, string module, string recordId, bool isNew, bool isAll) => Results.Add(new UnitResult.Done(
        unit, Outcomes.Written, $"{(isNew ? "created" : "updated")} in {module}", module, recordId, isAll, ByCall: true, IsNew: isNew));

    /// <summary>A later request about the same person has been written already.</summary>
    public void Overtaken(WriteUnit unit) => Results.Add(new UnitResult.Overtaken(unit));

    public void Refused(WriteUnit unit, VendorFault fault) => Results.Add(new UnitResult.Refused(unit, fault));

    /// <summary>The connection is to blame, or one module of it: the units wait, and count no try.</summary>
    public void Postpone(IEnumerable<WriteUnit> units, VendorFault fault, bool verify)
    {
        if (fault.Module is { } denied)
        {
            ModuleFaults[denied] = fault;
            HasAnswer = true;
        }
        else
        {
            AccountFault = fault;
        }

        Results.AddRange(units.Select(unit => new UnitResult.Again(unit, verify || unit.Verify, CountsAsTry: false, fault)));
    }

    /// <summary>It was the record all along: what should be done again fails, and the connection is in order.</summary>
    public void GiveUp(VendorFault fault)
    {
        AccountFault = null;
        foreach (var again in Results.OfType<UnitResult.Again>().ToList())
        {
            Results.Remove(again);
            Refused(again.Unit, fault);
        }
    }

    /// <summary>A fault of ours in the middle of it: whatever has no result yet is looked up and tried again, a few times.</summary>
    public void Unexplained(IEnumerable<WriteUnit> units, Exception cause)
    {
        AccountFault = new VendorFault(FailureClasses.Internal, cause.GetType().Name, cause.Message);
        var judged = Results.SelectMany(result => result.Unit.Works).Select(work => work.Id).ToHashSet();
        Results.AddRange(units.Where(unit => !judged.Contains(unit.Newest.Id))
            .Select(unit => new UnitResult.Again(unit, Verify: true, CountsAsTry: true, AccountFault)));
    }

    /// <summary>Nothing is wrong with it but that it is one too many for now.</summary>
    public void PutOff(WriteUnit unit, VendorFault why, TimeSpan wait) =>
        Results.Add(new UnitResult.Again(unit, unit.Verify, CountsAsTry: false, why, wait));

    /// <summary>The record seems to be gone: it is read before anything is made of that.</summary>
    public void LookAgainThere(WriteUnit unit, VendorFault fault) => Results.Add(new UnitResult.Again(unit, Verify: true, CountsAsTry: true, fault));

    /// <summary>The record has to be looked at anew: it was elsewhere, or it is gone.</summary>
    public void LookAgain(WriteUnit unit, VendorFault fault) => Results.Add(new UnitResult.Again(
        unit with { Module = fault.Existing?.Module, RecordId = fault.Existing?.RecordId }, Verify: false, CountsAsTry: true, fault));
}

/// <summary>What became of one unit.</summary>
internal abstract record UnitResult(WriteUnit Unit)
{
    public sealed record Done(WriteUnit Unit, string Outcome, string? Detail, string Module, string RecordId, bool IsAll = false, bool ByCall = false, bool IsNew = false)
        : UnitResult(Unit);

    public sealed record Overtaken(WriteUnit Unit) : UnitResult(Unit);

    public sealed record Refused(WriteUnit Unit, VendorFault Fault) : UnitResult(Unit);

    /// <param name="Wait">How long it rests; null for as long as the fault says.</param>
    public sealed record Again(WriteUnit Unit, bool Verify, bool CountsAsTry, VendorFault Fault, TimeSpan? Wait = null) : UnitResult(Unit);
}
