using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Lanes;

/// <summary>
/// Records whose call, alone, met a fault that looks like the vendor's. Whether it is the vendor's shows with the next call that succeeds:
/// if others of its module can be written, or read, it was the record, and each such proof counts as one of its tries. While nothing
/// succeeds nothing is counted, however long that lasts.
/// </summary>
/// <typeparam name="TKey">What a record is known by: its person where it is written, its id where it is read.</typeparam>
internal sealed class Suspects<TKey>(TimeProvider time, int tries)
    where TKey : notnull
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Suspect> _records = [];

    /// <summary>Those that go alone, if at all.</summary>
    public IReadOnlyList<TKey> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _records.Keys];
            }
        }
    }

    /// <summary>Those that may be tried again: they have rested.</summary>
    public IReadOnlyList<TKey> Ready
    {
        get
        {
            lock (_lock)
            {
                return
                [
                    .. _records.Where(each => time.GetElapsedTime(each.Value.Since) >= each.Value.Rest).Select(each => each.Key),
                ];
            }
        }
    }

    /// <summary>A call for this record alone failed. True if it was the record, and that was the last of its tries.</summary>
    public bool Failed(string module, TKey record, VendorFault fault)
    {
        if (!MayProvoke(fault))
        {
            return false;
        }

        lock (_lock)
        {
            var before = _records.GetValueOrDefault(record);
            _records[record] = new Suspect(module, before?.Strikes ?? 0, IsOpen: true, time.GetTimestamp());
            return before is { IsOpen: false } && before.Strikes + 1 >= tries;
        }
    }

    /// <summary>These went well, so that the vendor was in order for the module: open suspicions were about the records.</summary>
    public void Succeeded(string module, IReadOnlyCollection<TKey> records)
    {
        if (records.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            foreach (var record in records)
            {
                _records.Remove(record);
            }

            foreach (var (record, suspect) in _records.Where(each => each.Value.IsOpen && each.Value.Module == module).ToList())
            {
                _records[record] = suspect with { Strikes = suspect.Strikes + 1, IsOpen = false, Since = time.GetTimestamp() };
            }
        }
    }

    /// <summary>It has its end.</summary>
    public void Forget(TKey record)
    {
        lock (_lock)
        {
            _records.Remove(record);
        }
    }

    // The vendor's program falls over it, or never answers.
    private static bool MayProvoke(VendorFault fault) => fault.Class is FailureClasses.VendorFault or FailureClasses.UnknownOutcome;

    /// <param name="Strikes">Times that its call failed while others succeeded.</param>
    /// <param name="IsOpen">Nothing else has succeeded since it failed.</param>
    private sealed record Suspect(string Module, int Strikes, bool IsOpen, long Since)
    {
        public TimeSpan Rest => FirstRest * Math.Pow(2, Math.Clamp(Strikes - 1, 0, 4));
    }
}
