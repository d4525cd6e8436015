using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Messaging;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Lanes;
using Sync.Writer.Pauses;
using Sync.Writer.Work;

namespace Sync.Writer.Trials;

/// <summary>
/// Does what trials want of one connection, a step at a time: makes the made-up person, looks what became of it, and deletes it. Each step may
/// be done twice: the person is made by its address, which stands in the table before, and who is gone is gone.
/// </summary>
internal sealed class TrialErrand(
    ConnectionPolicy connection, VendorConnection vendor, NpgsqlDataSource dataSource, FencedNote notes, OutboxDispatcher outbox,
    TimeProvider time, ILogger<TrialErrand> logger) : IErrand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(3);

    private long? _lookedAt;
    private TrialRow? _due;

    private IConnector Connector => KnownConnectors.All[connection.Vendor];

    public async Task<bool> IsDue(CancellationToken ct)
    {
        if (_lookedAt is { } before && time.GetElapsedTime(before) < (_due is null ? LookEvery : LookAgain))
        {
            return false;
        }

        _lookedAt = time.GetTimestamp();
        _due = await dataSource.DueTrial(connection.Name);
        return _due is not null;
    }

    public async Task Run(LaneLease lease, CancellationToken ct)
    {
        var trial = _due!;
        var now = time.GetUtcNow().UtcDateTime;
        var next = trial.Step switch
        {
            TrialSteps.Create when await IsPaused() => TrialJudging.Paused(trial),
            TrialSteps.Create => await Make(trial, now, ct),
            TrialSteps.Follow => TrialJudging.Followed(trial, await dataSource.WriteOf(trial), now),
            _ => await Clear(trial, now, ct),
        };
        var wait = next.Step != trial.Step ? TimeSpan.Zero : trial.Step == TrialSteps.Follow ? LookAgain : TryAgain;
        await notes.Commit(lease, tx => Keep(tx, trial, next, wait));
        outbox.Wake();
    }

    private async Task<bool> IsPaused() =>
        (await dataSource.StandingPauses(connection.Name)).Any(pause => pause.Stops(OrderPause.Writes, SyncObject.Person));

    private async Task<TrialRow> Make(TrialRow trial, DateTime now, CancellationToken ct)
    {
        // The last of a person's modules is the one for those whom nobody knows yet.
        var module = Connector.PersonModules[^1];
        var sent = await vendor.Target.Write(module, [new TargetRecord(null, trial.Email, Connector.MadeUpPerson)], ct);
        var fault = sent.TryGet(out var outcomes, out var whole) ? (outcomes[0] as WriteOutcome.Refused)?.Fault : whole;
        return outcomes?[0] is WriteOutcome.Written written ? TrialJudging.Made(trial, module, written.RecordId, time.GetUtcNow().UtcDateTime)
            : fault is { IsAccountWide: true } && now - trial.StepAt < TrialJudging.LongestStep ? trial
            : TrialJudging.NotMade(trial, $"{fault?.Code}: {fault?.Message}");
    }

    private async Task<TrialRow> Clear(TrialRow trial, DateTime now, CancellationToken ct)
    {
        var isTarget = trial.Step == TrialSteps.ClearTarget;
        if (!(await vendor.Target.Find([trial.Email], [], ct)).TryGet(out var found, out var fault))
        {
            return TrialJudging.Cleared(trial, isTarget, isFound: null, Left(fault), now);
        }

        var noted = isTarget ? (trial.TargetModule, trial.TargetId) : (trial.SourceModule, trial.SourceId);
        List<Operation> deletions = [.. found.Select(record => (record.Module, record.RecordId))
            .Concat(noted is ({ } module, { } id) ? [(module, id)] : []).Distinct().Select(each => new Operation.Delete(each.Item1, each.Item2))];
        var refused = deletions.Count == 0 ? null
            : (await vendor.Operations.Run(deletions, ct)).TryGet(out var outcomes, out var whole)
                ? outcomes.OfType<WriteOutcome.Refused>().FirstOrDefault()?.Fault : whole;
        return TrialJudging.Cleared(trial, isTarget, found.Count > 0, refused is null ? null : Left(refused), now);
    }

    private string Left(VendorFault fault) => $"{connection.Name} would not delete it: {fault.Code}: {fault.Message}";

    /// <summary>Keeps how far the trial is; with the last step what it has shown is told, and what is known of the person forgotten.</summary>
    private async Task Keep(NpgsqlTransaction tx, TrialRow before, TrialRow next, TimeSpan wait)
    {
        await tx.Keep(next, before.Step, wait);
        if (next.Step == TrialSteps.Over)
        {
            await tx.Enqueue(new CheckupReported
            {
                Id = next.CheckupId, Connections = next.Routes, Done = TrialLines.Of(next), At = time.GetUtcNow(),
            });
            await tx.Enqueue(new TrialEnded(await tx.TrialEmails(next)));
            logger.TrialOver(next.Route, next.Problem ?? "all is well");
        }

        await tx.Announce([next.Source, next.Target], News.Errand);
    }
}
