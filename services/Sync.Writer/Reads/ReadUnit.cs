namespace Sync.Writer.Reads;

/// <summary>All that was asked about one record: one read does for it.</summary>
/// <param name="Hints">In the order of their deliveries.</param>
internal sealed record ReadUnit(string Module, string RecordId, IReadOnlyList<PendingRead> Hints)
{
    /// <summary>Stands for the read; the others are merged into it.</summary>
    public PendingRead Latest => Hints[^1] with { HintedAt = Hints.Max(hint => hint.HintedAt) };

    public int Tries => Hints.Max(hint => hint.Tries);

    /// <summary>At most <paramref name="most"/> records of one module, in the order in which they were first asked for. Pure.</summary>
    public static IReadOnlyList<ReadUnit> Gather(IReadOnlyList<PendingRead> due, int most) =>
    [
        .. due.Where(read => read.Module == due[0].Module).GroupBy(read => read.RecordId).Take(most).Select(hints =>
            new ReadUnit(due[0].Module, hints.Key, [.. hints.OrderBy(hint => hint.DeliveryId).ThenBy(hint => hint.Id)])),
    ];
}
