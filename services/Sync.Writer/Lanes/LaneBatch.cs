using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Calls;
using Sync.Writer.Trials;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>
/// One batch from looking up to noting: find what is not located, leave what is there already, write the rest, note it all in one
/// transaction. Before each write call the intent is noted, so that a crash leaves a question and not a guess.
/// </summary>
internal sealed class LaneBatch(
    ConnectionPolicy connection, ITarget target, SyncPolicy policy, LanePause pause, ModulePauses modules, Suspects<long> suspects,
    NpgsqlDataSource dataSource, BatchNotes notes, TimeProvider time, ILogger<LaneBatch> logger)
{
    private readonly Finding _finding = new(target, policy);
    private readonly Writing _writing = new(target, policy);

    private readonly TrialGuard _trials = new(connection.Name, dataSource);
    private readonly CreateCap _cap = new(connection, dataSource, time);

    /// <summary>What holds new records back, for people; empty if nothing does.</summary>
    public string Describe() => _cap.Describe();

    /// <summary>Which module a unit is written to.</summary>
    public string ModuleOf(WriteUnit unit) => unit.Module ?? policy.FindRoute(unit.Route)!.CreateIn;

    /// <summary>Routes that create in one of these modules.</summary>
    public string[] RoutesInto(IReadOnlyCollection<string> waiting) =>
        [.. policy.AllRoutes.Where(route => waiting.Contains(route.CreateIn)).Select(route => route.Name)];

    /// <summary>Asks and notes nothing once: the first person then finds statements prepared and code compiled.</summary>
    public async Task Walk(LaneLease lease)
    {
        var nothing = new Progress();
        await WithoutOvertaken([], nothing);
        await notes.Commit(nothing, null, lease, (_, _) => Task.CompletedTask);
    }

    /// <returns>True if some of it is to be done later.</returns>
    public async Task<bool> Run(IReadOnlyList<WriteUnit> units, LaneLease lease)
    {
        using var span = CallSpan.Start("write records", [.. units.Select(unit => unit.Newest.Trace)]);
        var progress = new Progress();
        var log = CallLog.Begin();
        IReadOnlyList<WriteUnit> admitted = [];
        var begun = pause.Generation;
        try
        {
            var current = await _trials.Pass(await WithoutOvertaken(units, progress), progress);
            admitted = await _cap.Admit(await _finding.Run(current, progress, lease.Lost), progress);
            foreach (var module in admitted.GroupBy(ModuleOf))
            {
                // Once the connection is out of order, each further call would only make it worse.
                if (progress.AccountFault is { } met)
                {
                    progress.Postpone(module, met, verify: false);
                }
                else
                {
                    await Write(module.Key, [.. module], progress, lease);
                }
            }
        }
        catch (Exception cause) when (cause is not LeaseLostException && lease.IsHeld)
        {
            logger.BatchFailed(connection.Name, units.Count, cause);
            progress.Unexplained(units, cause);
        }

        if (units.Count == 1 && progress.AccountFault is { } fault && suspects.Failed(ModuleOf(units[0]), units[0].Newest.PersonId, fault))
        {
            progress.GiveUp(fault);
        }

        _cap.Return(admitted, progress);
        var isPutBack = await notes.Commit(
            progress, CallNotes.Of(connection.Name, log.Calls, progress), lease, (tx, now) => TellWaiting(tx, progress, now));
        Judge(progress, begun);
        return isPutBack;
    }

    private async Task<IReadOnlyList<WriteUnit>> WithoutOvertaken(IReadOnlyList<WriteUnit> units, Progress progress)
    {
        var written = await dataSource.Written(
            connection.Name, [.. units.Select(unit => unit.Newest.PersonId)], [.. units.Select(unit => unit.Works.Min(work => work.Version))]);
        var current = new List<WriteUnit>();
        foreach (var unit in units)
        {
            var known = written[unit.Newest.PersonId].ToList();
            var (overtaken, left) = Overtaking.Split(unit.Works, known);
            if (overtaken.Count > 0)
            {
                progress.Overtaken(unit with { Works = overtaken });
            }

            current.AddRange(Coalescing.Merge(left, 1).Select(rest => Located(rest, known.FirstOrDefault())));
        }

        return current;
    }

    // Asked for before it was known which record an earlier request had made: who has a new address since is not found by it.
    // Once only: where that record is gone, it has to be looked for.
    private static WriteUnit Located(WriteUnit unit, WrittenVersion? known) =>
        unit is { RecordId: null, Tries: 0 } && known?.RecordId is not null
        ? unit with { Module = known.Module, RecordId = known.RecordId }
        : unit;

    private async Task Write(string module, IReadOnlyList<WriteUnit> units, Progress progress, LaneLease lease)
    {
        var attempt = await dataSource.BeginAttempt(
            connection.Name, lease.Epoch, module, [.. units.SelectMany(unit => unit.Works).Select(work => work.Id)]);
        var outcome = await _writing.Run(module, units, progress, lease.Lost);
        progress.Attempts.Add((attempt, outcome));
    }

    private async Task TellWaiting(NpgsqlTransaction tx, Progress progress, DateTimeOffset now)
    {
        if (Waiting.Of(progress, policy, now) is { Count: > 0 } waiting)
        {
            await tx.Enqueue(new OutcomesReached { Items = waiting });
        }
    }

    /// <summary>What the batch tells of the connection, of its modules, and of records that were under suspicion.</summary>
    private void Judge(Progress progress, long begun)
    {
        var written = progress.Written.ToList();
        foreach (var ended in progress.Results.Where(result => result is UnitResult.Done or UnitResult.Refused))
        {
            suspects.Forget(ended.Unit.Newest.PersonId);
        }

        foreach (var (module, fault) in progress.ModuleFaults)
        {
            modules.Failed(module, fault);
        }

        foreach (var module in written.GroupBy(done => done.Module))
        {
            modules.Succeeded(module.Key);
            suspects.Succeeded(module.Key, [.. module.Select(done => done.Unit.Newest.PersonId)]);
        }

        if (progress.AccountFault is { } met)
        {
            pause.Failed(met);
        }
        else if (progress.HasAnswer)
        {
            pause.Succeeded(begun);
        }
    }
}
