namespace Sync.Writer.Lanes;

/// <summary>
/// Which records a lane's writes are under way for. What is read of such a record may be from before the write or from after it, and
/// nobody could tell; so a read looks whether a write came between.
/// </summary>
/// <remarks>Records are known by id and by address: one that is just being created has no id yet.</remarks>
internal sealed class RecordsUnderWrite
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _now = [];
    private readonly HashSet<Looking> _looking = [];

    /// <summary>Ids and addresses of the records that are being written now.</summary>
    public string[] Now
    {
        get
        {
            lock (_lock)
            {
                return [.. _now.Keys];
            }
        }
    }

    /// <summary>Notes a write until it is disposed of.</summary>
    public IDisposable Write(IEnumerable<string> keys)
    {
        var write = new Writing(this, [.. keys.Distinct()]);
        lock (_lock)
        {
            foreach (var key in write.Keys)
            {
                _now[key] = _now.GetValueOrDefault(key) + 1;
                Tell(key);
            }
        }

        return write;
    }

    /// <summary>Begins to look; what is written until it is disposed of counts.</summary>
    public Looking Look()
    {
        lock (_lock)
        {
            var looking = new Looking(this, _now.Keys);
            _looking.Add(looking);
            return looking;
        }
    }

    private void Tell(string key)
    {
        foreach (var looking in _looking)
        {
            looking.Touched.Add(key);
        }
    }

    /// <summary>One read's look at what is written meanwhile.</summary>
    internal sealed class Looking(RecordsUnderWrite records, IEnumerable<string> under) : IDisposable
    {
        internal HashSet<string> Touched { get; } = [.. under];

        public bool WasWritten(string recordId, string? email)
        {
            lock (records._lock)
            {
                return Touched.Contains(recordId) || (email is not null && Touched.Contains(email));
            }
        }

        public void Dispose()
        {
            lock (records._lock)
            {
                records._looking.Remove(this);
            }
        }
    }

    private sealed class Writing(RecordsUnderWrite records, IReadOnlyList<string> keys) : IDisposable
    {
        public IReadOnlyList<string> Keys => keys;

        public void Dispose()
        {
            lock (records._lock)
            {
                foreach (var key in keys)
                {
                    if (--records._now[key] == 0)
                    {
                        records._now.Remove(key);
                    }
                }
            }
        }
    }
}
