namespace Sync.Writer.Work;

/// <summary>Merges pending work per record: the newest value of each field wins. Pure.</summary>
internal static class Coalescing
{
    /// <summary>At most <paramref name="most"/> units, in the order in which their first work came.</summary>
    public static IReadOnlyList<WriteUnit> Merge(IEnumerable<PendingWork> works, int most) =>
        [.. works.GroupBy(work => (work.PersonId, work.Route)).DistinctBy(group => group.Key.PersonId).Take(most).Select(group => Unit([.. group]))];

    /// <summary>What all of them together ask for, or were told that stands there, as JSON.</summary>
    /// <param name="inOrder">Oldest first.</param>
    public static string Fields(IReadOnlyList<PendingWork> inOrder) =>
        inOrder.Count == 1 ? inOrder[0].Fields : WorkJson.Write(Newest(inOrder, work => work.Fields));

    private static WriteUnit Unit(IReadOnlyList<PendingWork> works)
    {
        var inOrder = works.OrderBy(work => work.Version).ThenBy(work => work.ChangedAt).ThenBy(work => work.Id).ToList();
        var newest = inOrder[^1];
        // Later requests know the record better than earlier ones: the link may have been learnt in between.
        var located = inOrder.LastOrDefault(work => work.RecordId is not null);
        return new WriteUnit
        {
            Works = inOrder,
            Route = newest.Route,
            Email = newest.Email,
            FormerEmails = newest.FormerEmails?.Split(' ') ?? [],
            Module = located?.Module,
            RecordId = located?.RecordId,
            Fields = Newest(inOrder, work => work.Fields),
            Whole = Newest(inOrder, work => work.Whole ?? work.Fields),
            Verify = inOrder.Any(work => work.Verify),
            Tries = inOrder.Max(work => work.Tries),
        };
    }

    private static Dictionary<string, string?> Newest(IEnumerable<PendingWork> inOrder, Func<PendingWork, string> json)
    {
        var merged = new Dictionary<string, string?>();
        foreach (var (name, value) in inOrder.SelectMany(work => WorkJson.Read(json(work))))
        {
            merged[name] = value;
        }

        return merged;
    }
}
