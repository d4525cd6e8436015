using Sync.Connectors;
using Sync.Contracts;

namespace Sync.Writer.Lanes;

/// <summary>
/// Persons whose write, alone in its call, met a fault that looks like the vendor's. Whether it is the vendor's shows with the next that
/// succeeds: if others can be written, it was the record, and each such proof counts as one of its tries. While nobody can be written
/// nothing is counted, however long that lasts.
/// </summary>
internal sealed class Suspects(TimeProvider time, int tries)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Suspect> _persons = [];

    /// <summary>Faults that one record may provoke: the vendor's program falls over it, or never answers.</summary>
    public static bool MayProvoke(VendorFault fault) => fault.Class is FailureClasses.VendorFault or FailureClasses.UnknownOutcome;

    /// <summary>Persons that go alone, if at all.</summary>
    public long[] All
    {
        get
        {
            lock (_lock)
            {
                return [.. _persons.Keys];
            }
        }
    }

    /// <summary>Those that may be tried again, though others wait: it was their record, and they have rested.</summary>
    public long[] Ready
    {
        get
        {
            lock (_lock)
            {
                return [.. _persons.Where(each => !each.Value.IsOpen && time.GetElapsedTime(each.Value.Since) >= each.Value.Rest).Select(each => each.Key)];
            }
        }
    }

    /// <summary>A person's write failed alone. True if that was the last of its tries.</summary>
    public bool Failed(long person)
    {
        lock (_lock)
        {
            var before = _persons.GetValueOrDefault(person);
            _persons[person] = new Suspect(before?.Strikes ?? 0, IsOpen: true, time.GetTimestamp());
            return before is { IsOpen: false } && before.Strikes + 1 >= tries;
        }
    }

    /// <summary>These were written, so that the vendor was in order: open suspicions were about the records.</summary>
    public void Succeeded(IReadOnlyCollection<long> persons)
    {
        lock (_lock)
        {
            foreach (var person in persons)
            {
                _persons.Remove(person);
            }

            foreach (var (person, suspect) in _persons.Where(each => each.Value.IsOpen).ToList())
            {
                _persons[person] = new Suspect(suspect.Strikes + 1, IsOpen: false, time.GetTimestamp());
            }
        }
    }

    /// <summary>It has its end.</summary>
    public void Forget(long person)
    {
        lock (_lock)
        {
            _persons.Remove(person);
        }
    }

    /// <param name="Strikes">Times that its write failed while others could be written.</param>
    /// <param name="IsOpen">Nobody else has been written since it failed.</param>
    private sealed record Suspect(int Strikes, bool IsOpen, long Since)
    {
        public TimeSpan Rest => FirstRest * Math.Pow(2, Math.Min(Strikes, 5) - 1);
    }
}
