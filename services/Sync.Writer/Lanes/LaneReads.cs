using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Connectors;
using Sync.Writer.Reads;

namespace Sync.Writer.Lanes;

/// <summary>The reads of a lane: which are due, and which are under way.</summary>
internal sealed class LaneReads(
    string connection, ISource source, ReadBatch batch, LanePause pause, ModulePauses modules, RecordsUnderWrite underWrite,
    NpgsqlDataSource dataSource,
    IOptions<WriterOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // Of a record that changes all the time many rows are due at once; one read ends them all.
    private const int RowsAtOnce = 2_000;

    private readonly HashSet<string> _busy = [];
    private int _recordsBefore;
    private long _batchBefore = time.GetTimestamp();

    public string Describe() => modules.Describe();

    /// <summary>What goes into the next call; empty if nothing is due, or more of it shall gather first.</summary>
    public async Task<IReadOnlyList<ReadUnit>> Take()
    {
        var due = await dataSource.DueReads(connection, modules.Waiting, Busy(), RowsAtOnce);
        if (due.Count == 0)
        {
            _recordsBefore = 0;
            return [];
        }

        var largest = pause.IsProbing || modules.IsProbing(due[0].Module) ? 1 : source.LargestRead;
        var units = ReadUnit.Gather(due, largest);
        return GatherFor(units.Count, largest) > TimeSpan.Zero ? [] : units;
    }

    /// <summary>How long until there may be something to take; null if nothing waits.</summary>
    public async Task<TimeSpan?> Next() => await dataSource.NextRead(connection, modules.Waiting) switch
    {
        null => null,
        // What is due and not taken gathers, or a call is under way for its record, whose end wakes the lane.
        <= 0 => GatherFor(1, source.LargestRead) is { Ticks: > 0 } gather ? gather : LookAgain,
        { } seconds => TimeSpan.FromSeconds(seconds),
    };

    public async Task Run(IReadOnlyList<ReadUnit> units, LaneLease lease)
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
            await batch.Run(units, lease);
        }
        finally
        {
            lock (_busy)
            {
                _busy.ExceptWith(ids);
            }
        }
    }

    private TimeSpan GatherFor(int records, int largest) =>
        Gathering.For(records, largest, _recordsBefore, time.GetElapsedTime(_batchBefore), isUrgent: false, options.Value);

    private string[] Busy()
    {
        lock (_busy)
        {
            return [.. _busy, .. underWrite.Now];
        }
    }
}
