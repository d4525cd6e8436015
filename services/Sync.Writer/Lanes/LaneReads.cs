using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Connectors;
using Sync.Writer.Pauses;
using Sync.Writer.Reads;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>The reads of a lane: which are due, and which are under way.</summary>
internal sealed class LaneReads(
    string connection, ISource source, ReadBatch batch, LanePause pause, ModulePauses modules, OperatorPauses pauses, Spending spending,
    Suspects<string> suspects, RecordsUnderWrite underWrite, NpgsqlDataSource dataSource, IOptions<WriterOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // Usually a record has one row. Of one that changes all the time many are due at once, and one read ends them all.
    private const int FewRows = 200;
    private const int MostRows = 2_000;

    private readonly HashSet<string> _busy = [];
    private readonly NextLook _look = new(time, LookAgain, News.Reads);
    private int _recordsBefore;
    private long _batchBefore = time.GetTimestamp();

    public string Describe() => modules.Describe();

    /// <summary>How long until there may be something to take.</summary>
    public TimeSpan Remaining => _look.Remaining;

    /// <summary>True if nothing was found at the last look, not even something for later.</summary>
    public bool NothingWaits => _look.NothingWaits;

    public void Hear(News news) => _look.Hear(news);

    /// <summary>What goes into the next call; empty if it is not time to look, nothing is due, or more of it shall gather first.</summary>
    public async Task<IReadOnlyList<ReadUnit>> Take()
    {
        if (!_look.IsDue)
        {
            return [];
        }

        if (pauses.StopReads || spending.IsReserve)
        {
            _look.Later();
            return [];
        }

        var (due, isAll) = await Due();
        if (due.Count == 0)
        {
            _recordsBefore = 0;
            var next = await dataSource.NextRead(connection, Stopped);
            // A call is under way for what is due and was not found; its end tells.
            _look.NothingBefore(next <= 0 ? LookAgain.TotalSeconds : next);
            return [];
        }

        var largest = pause.Most(source.LargestRead);
        var units = Choosing.Admitted(
            Choosing.Reads(due, largest, pause.IsProbing, suspects.All, suspects.Ready), unit => modules.IsProbing(unit.Module));
        if (units.Count == 0)
        {
            // All that is due rests.
            _look.Later();
            return [];
        }

        if (GatherFor(units.Count, modules.IsProbing(units[0].Module) ? 1 : largest) is { Ticks: > 0 } gather)
        {
            _look.Later(gather);
            return [];
        }

        if (isAll && units.Sum(unit => unit.Hints.Count) == due.Count)
        {
            _look.Later();
        }

        return units;
    }

    /// <summary>Reads them; says what is to be looked for again.</summary>
    public async Task<News> Run(IReadOnlyList<ReadUnit> units, LaneLease lease)
    {
        (_recordsBefore, _batchBefore) = (units.Count, time.GetTimestamp());
        var ids = units.Select(unit => unit.RecordId).ToList();
        lock (_busy)
        {
            _busy.UnionWith(ids);
        }

        // Off the loop's thread: the loop looks for the next batch while this one is under way.
        await Task.Yield();
        try
        {
            return await batch.Run(units, lease) ? News.Reads : News.None;
        }
        finally
        {
            lock (_busy)
            {
                _busy.ExceptWith(ids);
            }
        }
    }

    private async Task<(IReadOnlyList<PendingRead> Rows, bool IsAll)> Due()
    {
        var busy = Busy();
        _look.HasHeldBack = busy.Length > 0;
        var stopped = Stopped;
        var rows = await dataSource.DueReads(connection, stopped, busy, FewRows);
        if (rows.Count < FewRows || ReadUnit.Gather(rows, source.LargestRead).Count == source.LargestRead)
        {
            return (rows, rows.Count < FewRows);
        }

        rows = await dataSource.DueReads(connection, stopped, busy, MostRows);
        return (rows, rows.Count < MostRows);
    }

    private TimeSpan GatherFor(int records, int largest) =>
        Gathering.For(records, largest, _recordsBefore, time.GetElapsedTime(_batchBefore), isUrgent: false, options.Value);

    private string[] Stopped => [.. modules.Waiting, .. pauses.StoppedModules];

    private string[] Busy()
    {
        lock (_busy)
        {
            return [.. _busy, .. underWrite.Now];
        }
    }
}
