using Npgsql;
using Sync.Connectors;
using Sync.Policy;
using Sync.Writer.Lanes;
using Sync.Writer.Pauses;
using Sync.Writer.Vendors;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>Sends imports while much waits, and looks after those that are not over. One step takes the place of one batch.</summary>
internal sealed class ImportErrand(
    ConnectionPolicy connection, IBulkImport vendor, SyncPolicy policy, LanePause pause, ModulePauses modules, OperatorPauses pauses, Spending spending,
    Suspects<long> suspects, LaneWrites writes, ImportHolds holds, ImportPace pace, ImportSending sending, ImportLook look, NpgsqlDataSource dataSource,
    TimeProvider time) : IErrand
{
    // Of a lane with one call at a time every other one is left to what does not go by import.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    // What is looked through for such as may go by import.
    private const int MostDue = 2_000;

    private const int MostOpen = 4;

    private Func<LaneLease, Task>? _next;
    private DateTimeOffset _notBefore;

    /// <summary>What is to be sent is chosen here, in the lane's own turn: so no batch can take the same persons meanwhile.</summary>
    public async Task<bool> IsDue(CancellationToken ct)
    {
        if (time.GetUtcNow() < _notBefore || pause.IsProbing || pause.Remaining > TimeSpan.Zero)
        {
            return false;
        }

        await holds.Load();
        _next = null;
        if (holds.Due is { } open)
        {
            _next = lease => look.Run(open, lease);
        }
        else if (MaySend && await Choose() is { Count: > 0 } units)
        {
            var import = new OpenImport(units, time.GetUtcNow());
            holds.Hold(import);
            _next = lease => sending.Run(import, lease);
        }

        return _next is not null;
    }

    public async Task Run(LaneLease lease, CancellationToken ct)
    {
        try
        {
            await _next!(lease);
        }
        finally
        {
            _notBefore = time.GetUtcNow() + Between;
        }
    }

    private bool MaySend => connection.Limits.ImportFrom > 0 && holds.Count < MostOpen && pace.IsFree && !pauses.StopWrites && !spending.IsReserve;

    private async Task<IReadOnlyList<WriteUnit>> Choose()
    {
        long[] away = [.. writes.Busy, .. holds.Persons, .. suspects.All];
        var from = connection.Limits.ImportFrom;
        if (await dataSource.Backlog(connection.Name, away, from + 1) > from)
        {
            var waiting = modules.Waiting;
            var due = await dataSource.Due(connection.Name, away, MostDue, waiting, stoppedRoutes: pauses.StoppedRoutes);
            var units = Coalescing.Merge(due, due.Count)
                .Where(unit => policy.FindRoute(unit.Route) is { } route && Importable.Is(route, unit, vendor)).Take(vendor.LargestBatch).ToList();
            if (units.Count >= vendor.SmallestBatch)
            {
                return units;
            }
        }

        pace.RestShort();
        return [];
    }
}
