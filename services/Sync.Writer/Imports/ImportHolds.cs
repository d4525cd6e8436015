using Npgsql;
using Sync.Writer.Lanes;
using Sync.Writer.Work;

namespace Sync.Writer.Imports;

/// <summary>The imports of a lane that are not over, and so the persons whose other work waits. They outlive the process: whoever takes the
/// lane looks after them.</summary>
internal sealed class ImportHolds(string connection, NpgsqlDataSource dataSource, RecordsUnderWrite underWrite, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<OpenImport> _open = [];
    private bool _isLoaded;

    /// <summary>Learns once what an earlier holder of the lane has left open.</summary>
    public async Task Load()
    {
        if (_isLoaded)
        {
            return;
        }

        var left = await dataSource.OpenImports(connection);
        lock (_lock)
        {
            foreach (var import in left)
            {
                Watch(import);
                import.LookLater(time.GetUtcNow());
            }

            _isLoaded = true;
        }
    }

    public long[] Persons => Of(import => import.Persons);

    /// <summary>Ids of work that goes although its person is held.</summary>
    public long[] Free => Of(import => import.Free);

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Whether no import is in the way of this work.</summary>
    public bool Lets(PendingWork work)
    {
        lock (_lock)
        {
            return _open.TrueForAll(import => !import.Persons.Contains(work.PersonId) || import.Lets(work));
        }
    }

    /// <summary>The one to look at now; null if none is.</summary>
    public OpenImport? Due
    {
        get
        {
            lock (_lock)
            {
                return _open.Where(import => import.LookAt <= time.GetUtcNow()).MinBy(import => import.LookAt);
            }
        }
    }

    public void Hold(OpenImport import)
    {
        lock (_lock)
        {
            Watch(import);
        }
    }

    public void Release(OpenImport import)
    {
        lock (_lock)
        {
            _open.Remove(import);
            import.UnderWrite?.Dispose();
            import.UnderWrite = null;
        }
    }

    private void Watch(OpenImport import)
    {
        _open.Add(import);
        import.UnderWrite = import.IsGivenUp ? null : underWrite.Write(import.Units.SelectMany(unit => unit.Keys));
    }

    private long[] Of(Func<OpenImport, IEnumerable<long>> what)
    {
        lock (_lock)
        {
            return [.. _open.SelectMany(what)];
        }
    }
}
