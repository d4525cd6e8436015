using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Storage;
using Sync.Writer.Operations;
using Sync.Writer.Pauses;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Works off what is due for one connection, and does its errands, as long as the lease is held.</summary>
internal sealed class Lane(
    ConnectionPolicy connection, ITarget target, LaneWrites writes, LaneReads reads, LanePause pause, OperatorPauses pauses, Spending spending,
    IReadOnlyList<IErrand> errands, WorkSignal signal, TimeProvider time, ILogger<Lane> logger,
    LaneOperations? operations = null) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Turns _turns = new();
    private readonly SemaphoreSlim _slots = new(connection.Limits.Concurrency);
    private readonly LaneErrands _errands = new(connection.Name, errands, signal, logger);

    public string Connection => connection.Name;

    public string State => OrdersFirst(pause.Describe() + writes.Describe() + reads.Describe());

    /// <summary>Runs until the lease is lost or the token is cancelled; calls under way are finished and noted first.</summary>
    public async Task Run(LaneLease lease, CancellationToken ct)
    {
        try
        {
            await Prove(ct);
            await writes.Walk(lease);
            while (lease.IsHeld && !ct.IsCancellationRequested)
            {
                await _slots.WaitAsync(ct);
                var isTaken = false;
                try
                {
                    isTaken = await StartErrand(lease, ct) || await StartBatch(lease, ct);
                }
                finally
                {
                    if (!isTaken)
                    {
                        _slots.Release();
                    }
                }
            }
        }
        finally
        {
            for (var slot = 0; slot < connection.Limits.Concurrency; slot++)
            {
                await _slots.WaitAsync(CancellationToken.None);
            }

            _slots.Release(connection.Limits.Concurrency);
        }
    }

    private async Task<bool> StartErrand(LaneLease lease, CancellationToken ct)
    {
        try
        {
            return await _errands.Start(lease, () => _slots.Release(), ct);
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.DatabaseAway(cause.Message);
            await Task.Delay(LookAgain, time, ct);
            return false;
        }
    }

    /// <summary>Starts a batch in the background, or waits for a reason to; true if one was started.</summary>
    private async Task<bool> StartBatch(LaneLease lease, CancellationToken ct)
    {
        try
        {
            if (pause.Remaining is { Ticks: > 0 } remaining)
            {
                await Task.Delay(remaining < LookAgain ? remaining : LookAgain, time, ct);
                return false;
            }

            // A probe goes alone: while one is under way nothing else does.
            if (pause.IsProbing && IsCalling)
            {
                await signal.Wait(connection.Name, LookAgain, ct);
                return false;
            }

            var news = signal.Take(connection.Name);
            if (await pauses.Look(news))
            {
                news |= News.Writes | News.Reads | News.Operations;
            }

            writes.Hear(news);
            reads.Hear(news);
            operations?.Hear(news);
            if (await StartOperations(lease, _turns.AreOperationsNext))
            {
                return true;
            }

            var units = await writes.Take();
            if (_turns.AreReadsNext(FirstOf(units)) && await StartReads(lease))
            {
                return true;
            }

            if (units.Count == 0)
            {
                return await StartOperations(lease, isTurnOfAll: true) || await WaitForWork(ct);
            }

            if (writes.GatherFor(units) is { Ticks: > 0 } gather)
            {
                await Task.Delay(gather, time, ct);
                return false;
            }

            _turns.Wrote();
            _ = Process(units.Count, () => writes.Run(units, lease), lease);
            return true;
        }
        catch (Exception cause) when (Transient.Is(cause))
        {
            logger.DatabaseAway(cause.Message);
            await Task.Delay(LookAgain, time, ct);
            return false;
        }
    }

    public void Dispose() => _slots.Dispose();

    private string OrdersFirst(string state)
    {
        var held = string.Join("; ", new[] { pauses.Describe(), spending.Describe() }.Where(text => text.Length > 0));
        return held.Length == 0 ? state : state == LanePause.InOrder ? $"{Outcomes.Waiting}: {held}" : $"{Outcomes.Waiting}: {held}; {state}";
    }

    // The loop itself holds a slot while it looks for the next batch.
    private bool IsCalling => _slots.CurrentCount < connection.Limits.Concurrency - 1;

    private static WritePriority? FirstOf(IReadOnlyList<WriteUnit> units) =>
        units.Count == 0 ? null : (WritePriority)units[0].Works.Min(work => work.Priority);

    /// <summary>True if operations were due, and have been started in the background.</summary>
    /// <param name="isTurnOfAll">Also those that nobody waits for may go.</param>
    private async Task<bool> StartOperations(LaneLease lease, bool isTurnOfAll)
    {
        if (operations is null || await operations.Take(isTurnOfAll) is not { Count: > 0 } due)
        {
            return false;
        }

        _turns.Operated();
        _ = Process(due.Count, () => operations.Run(due, lease), lease);
        return true;
    }

    /// <summary>True if reads were due, and have been started in the background.</summary>
    private async Task<bool> StartReads(LaneLease lease)
    {
        var units = await reads.Take();
        _turns.Read();
        if (units.Count > 0)
        {
            _ = Process(units.Count, () => reads.Run(units, lease), lease);
        }

        return units.Count > 0;
    }

    // Where nothing is to be written, nothing else would find out that the connection is in order again.
    private async Task Prove(CancellationToken ct)
    {
        var begun = pause.Generation;
        if (await target.Prove(ct) is { } fault)
        {
            logger.NotProved(connection.Name, fault.Class, fault.Message);
            pause.Failed(fault);
        }
        else
        {
            pause.Succeeded(begun);
        }
    }

    private async Task<bool> WaitForWork(CancellationToken ct)
    {
        if (writes.NothingWaits && reads.NothingWaits && pause.IsProbing)
        {
            await Prove(ct);
            return false;
        }

        TimeSpan[] next = [writes.Remaining, reads.Remaining, operations?.Remaining ?? LookAgain];
        await signal.Wait(connection.Name, next.Min(), ct);
        return false;
    }

    private async Task Process(int records, Func<Task<News>> run, LaneLease lease)
    {
        var news = News.Ended;
        try
        {
            news |= await run();
        }
        catch (Exception cause) when (cause is LeaseLostException || !lease.IsHeld)
        {
            logger.LeaseLost(connection.Name);
        }
        catch (Exception cause)
        {
            // What could not be noted stays due: without a pause it would be sent again and again.
            logger.BatchFailed(connection.Name, records, cause);
            news |= News.Writes | News.Reads | News.Operations;
            pause.Failed(new VendorFault(FailureClasses.Internal, cause.GetType().Name, cause.Message));
        }
        finally
        {
            _slots.Release();
            signal.Wake(connection.Name, news);
        }
    }
}
