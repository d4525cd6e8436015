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
        IReadOnlyList<PendingWork> due, int most, bool isProbing, IReadOnlyCollection<long> suspects, IReadOnlyCollection<long> ready) =>
        Choose(due, work => work.PersonId, Coalescing.Merge, most, isProbing, suspects, ready);

    /// <summary>The same for reads, by their records; all of one module.</summary>
    public static IReadOnlyList<ReadUnit> Reads(
        IReadOnlyList<PendingRead> due, int most, bool isProbing, IReadOnlyCollection<string> suspects, IReadOnlyCollection<string> ready) =>
        Choose(due, read => read.RecordId, ReadUnit.Gather, most, isProbing, suspects, ready);

    /// <summary>Of a module whose right was missing one record goes, to see whether it is there again; it goes by itself.</summary>
    public static IReadOnlyList<TUnit> Admitted<TUnit>(IReadOnlyList<TUnit> units, Func<TUnit, bool> isProbe) =>
        units.Count > 0 && isProbe(units[0]) ? [units[0]] : [.. units.Where(unit => !isProbe(unit))];

    private static IReadOnlyList<TUnit> Choose<TRow, TKey, TUnit>(
        IReadOnlyList<TRow> due, Func<TRow, TKey> keyOf, Func<IReadOnlyList<TRow>, int, IReadOnlyList<TUnit>> gather, int most, bool isProbing,
        IReadOnlyCollection<TKey> suspects, IReadOnlyCollection<TKey> ready)
        where TRow : class
        where TKey : notnull
    {
        if (!isProbing && due.FirstOrDefault(row => ready.Contains(keyOf(row))) is { } rested)
        {
            return gather([.. due.Where(row => keyOf(row).Equals(keyOf(rested)))], 1);
        }

        // A probe with the record that may be to blame would never show that the connection is in order.
        var units = gather([.. due.Where(row => !suspects.Contains(keyOf(row)))], most);
        return units.Count == 0 && isProbing ? gather(due, 1) : units;
    }
}
