using Npgsql;
using Sync.Contracts;
using Sync.Writer.Lanes;
using Sync.Writer.Pauses;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer.Operations;

/// <summary>The operations of a lane: which are due, and which are under way. Where somebody waits for one it goes before all else.</summary>
/// <param name="largestBatch">Of those that nobody waits for: others wait behind them.</param>
internal sealed class LaneOperations(
    string connection, int largestBatch, OperationBatch batch, LanePause pause, OperatorPauses pauses, Spending spending,
    NpgsqlDataSource dataSource, TimeProvider time)
{
    private const int Most = 100;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private readonly HashSet<long> _busy = [];
    private readonly NextLook _look = new(time, LookAgain, News.Operations);

    /// <summary>How long until there may be something to take.</summary>
    public TimeSpan Remaining => _look.Remaining;

    public void Hear(News news) => _look.Hear(news);

    /// <summary>What goes into the next call; empty if it is not time to look, or nothing can be done now.</summary>
    /// <param name="isTurnOfAll">It is also the turn of those that nobody waits for.</param>
    public async Task<IReadOnlyList<PendingOperation>> Take(bool isTurnOfAll)
    {
        if (!_look.IsDue)
        {
            return [];
        }

        if (pauses.StopOperations)
        {
            _look.Later();
            return [];
        }

        var due = await dataSource.DueOperations(connection, Busy(), pause.Most(Most));
        if (due.Count == 0)
        {
            var next = await dataSource.NextOperation(connection);
            // What is due and was not found waits for the end of a call, which tells.
            _look.HasHeldBack = next <= 0;
            _look.NothingBefore(next <= 0 ? LookAgain.TotalSeconds : next);
        }

        var urgent = due.FindAll(each => each.Priority <= (int)WritePriority.Live);
        if (urgent.Count > 0 || !isTurnOfAll || due.Count == 0)
        {
            return urgent;
        }

        if (spending.IsReserve)
        {
            _look.Later();
            return [];
        }

        return due[..Math.Min(due.Count, largestBatch)];
    }

    /// <summary>Carries out what was taken last; says what is to be looked for again.</summary>
    public async Task<News> Run(IReadOnlyList<PendingOperation> operations, LaneLease lease)
    {
        lock (_busy)
        {
            _busy.UnionWith(operations.Select(each => each.Id));
        }

        // Off the loop's thread: the loop looks for the next batch while this one is under way.
        await Task.Yield();
        try
        {
            await batch.Run(operations, lease);
        }
        finally
        {
            lock (_busy)
            {
                _busy.ExceptWith(operations.Select(each => each.Id));
            }
        }

        return News.Operations;
    }

    private long[] Busy()
    {
        lock (_busy)
        {
            return [.. _busy];
        }
    }
}
