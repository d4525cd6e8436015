using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer.Lanes;

/// <summary>Which of what is due goes into the next batch. Pure.</summary>
internal static class Choosing
{
    /// <param name="due">In its order.</param>
    /// <param name="most">Records in a call.</param>
    /// <param name="isProbing">Only one record goes, to see whether the connection is in order.</param>
    /// <param name="suspects">Persons that go alone: an earlier call may have failed for their record.</param>
    /// <param name="ready">Those of them that have rested.</param>
    public static IReadOnlyList<WriteUnit> Units(
        IReadOnlyList<PendingWork> due, int most, bool isProbing, IReadOnlyCollection<long> suspects, IReadOnlyCollection<long> ready)
    {
        if (!isProbing && due.FirstOrDefault(work => ready.Contains(work.PersonId)) is { } rested)
        {
            return Coalescing.Merge(due.Where(work => work.PersonId == rested.PersonId), 1);
        }

        // A probe with the record that may be to blame would never show that the connection is in order.
        var units = Coalescing.Merge(due.Where(work => !suspects.Contains(work.PersonId)), most);
        return units.Count == 0 && isProbing ? Coalescing.Merge(due, 1) : units;
    }

    /// <summary>The same for reads: of one module, and what had failed for its record goes alone.</summary>
    public static IReadOnlyList<ReadUnit> Reads(
        IReadOnlyList<PendingRead> due, int most, bool isProbing, IReadOnlyCollection<string> suspects, IReadOnlyCollection<string> ready)
    {
        if (!isProbing && due.FirstOrDefault(read => ready.Contains(read.RecordId)) is { } rested)
        {
            return ReadUnit.Gather([.. due.Where(read => read.RecordId == rested.RecordId && read.Module == rested.Module)], 1);
        }

        var units = ReadUnit.Gather([.. due.Where(read => !suspects.Contains(read.RecordId))], most);
        return units.Count == 0 && isProbing ? ReadUnit.Gather(due, 1) : units;
    }

    /// <summary>Of a module whose right was missing one record goes, to see whether it is there again; it goes by itself.</summary>
    public static IReadOnlyList<WriteUnit> Units(IReadOnlyList<WriteUnit> units, Func<WriteUnit, bool> isProbe)
    {
        var probes = units.ToLookup(isProbe);
        return units.Count == 0 || isProbe(units[0]) ? [.. units.Take(1)] : [.. probes[false]];
    }
}
