using Microsoft.Extensions.Options;
using Npgsql;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Writer.Imports;
using Sync.Writer.Pauses;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>The writes of a lane: which are due, and which are under way.</summary>
internal sealed class LaneWrites(
    string connection, ITarget target, LaneBatch batch, LanePause pause, ModulePauses modules, OperatorPauses pauses, Spending spending,
    Suspects<long> suspects, RecordsUnderWrite underWrite, NpgsqlDataSource dataSource, IOptions<WriterOptions> options, TimeProvider time,
    ImportHolds? imports = null)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly HashSet<long> _busy = [];
    private readonly Shares _shares = new();
    private readonly NextLook _look = new(time, LookAgain, News.Writes);
    private bool _isAll;
    private int _recordsBefore;
    private long _batchBefore = time.GetTimestamp();

    /// <summary>How long until there may be something to take.</summary>
    public TimeSpan Remaining => _look.Remaining;

    /// <summary>True if nothing was found at the last look, not even something for later.</summary>
    public bool NothingWaits => _look.NothingWaits;

    /// <summary>Persons that a call is under way for.</summary>
    public long[] Busy
    {
        get
        {
            lock (_busy)
            {
                return [.. _busy];
            }
        }
    }

    public string Describe() => modules.Describe() + batch.Describe();

    public void Hear(News news) => _look.Hear(news);

    /// <summary>What would go into the next call; empty if it is not time to look, or nothing is due. It stays due until it is run.</summary>
    public async Task<IReadOnlyList<WriteUnit>> Take()
    {
        if (!_look.IsDue)
        {
            return [];
        }

        if (pauses.StopWrites)
        {
            _look.Later();
            return [];
        }

        var most = Math.Max(100, target.LargestBatch * 2);
        var due = await WithShares(await Due(most), most);
        if (due.Count == 0)
        {
            _recordsBefore = 0;
            // What is due and was not found waits for its module, or for the end of a call for its person, which tells.
            _look.NothingBefore(await dataSource.NextDue(connection) is { } next ? next > 0 ? next : LookAgain.TotalSeconds : null);
            return [];
        }

        var units = Choosing.Admitted(
            Choosing.Units(due, Largest, pause.IsProbing, suspects.All, suspects.Ready), unit => modules.IsProbing(batch.ModuleOf(unit)));
        _isAll = due.Count < most && units.Sum(unit => unit.Works.Count) == due.Count;
        if (units.Count == 0)
        {
            // All that is due rests.
            _look.Later();
        }

        return units;
    }

    /// <summary>How long these should gather before they go.</summary>
    public TimeSpan GatherFor(IReadOnlyList<WriteUnit> units) => Gathering.For(
        units.Count, Largest, _recordsBefore, time.GetElapsedTime(_batchBefore),
        units.Any(unit => unit.Works.Any(work => work.Priority <= (int)WritePriority.Handoff)), options.Value);

    /// <inheritdoc cref="LaneBatch.Walk"/>
    public Task Walk(LaneLease lease) => batch.Walk(lease);

    /// <summary>Writes what was taken last; says what is to be looked for again.</summary>
    public Task<News> Run(IReadOnlyList<WriteUnit> units, LaneLease lease)
    {
        (_recordsBefore, _batchBefore) = (units.Count, time.GetTimestamp());
        _shares.Wrote();
        if (_isAll)
        {
            _look.Later();
        }

        return Write(units, lease);
    }

    private int Largest => pause.Most(target.LargestBatch);

    /// <summary>What has its turn before the others, where there is any of it.</summary>
    private async Task<List<PendingWork>> WithShares(List<PendingWork> due, int most)
    {
        // Less than was asked for is all there is: whatever waits has its turn by itself.
        if (due.Count < most || _shares.Favoured((WritePriority)due[0].Priority) is not { } favoured)
        {
            return due;
        }

        var first = await Due(Largest, favoured);
        return [.. first, .. due.Where(work => first.TrueForAll(other => other.Id != work.Id))];
    }

    private async Task<List<PendingWork>> Due(int most, WritePriority? only = null)
    {
        if (imports is not null)
        {
            await imports.Load();
        }

        var (busy, held) = (Busy, imports?.Persons ?? []);
        _look.HasHeldBack = busy.Length + held.Length > 0;
        var waiting = modules.Waiting;
        var due = await dataSource.Due(connection, busy, most, waiting, batch.RoutesInto(waiting), pauses.StoppedRoutes, only,
            spending.IsReserve ? WritePriority.Handoff : WritePriority.Backfill, held, imports?.Free);
        return held.Length == 0 ? due : [.. due.Where(imports!.Lets)];
    }

    private async Task<News> Write(IReadOnlyList<WriteUnit> units, LaneLease lease)
    {
        var persons = units.Select(unit => unit.Newest.PersonId).ToList();
        lock (_busy)
        {
            _busy.UnionWith(persons);
        }

        using var write = underWrite.Write(units.SelectMany(unit => unit.Keys));
        // Off the loop's thread: the loop looks for the next batch while this one is under way.
        await Task.Yield();
        try
        {
            return await batch.Run(units, lease) ? News.Writes : News.None;
        }
        finally
        {
            lock (_busy)
            {
                _busy.ExceptWith(persons);
            }
        }
    }
}
