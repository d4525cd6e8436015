namespace Sync.Writer.Work;

/// <summary>
/// The bus keeps no order, and one request goes before another: what a later one about the same person has already written is not written
/// over with what is older. Pure.
/// </summary>
internal static class Overtaking
{
    /// <param name="works">Of one person.</param>
    /// <param name="written">What the target has taken of him already.</param>
    /// <returns>Works of which nothing is left to do, and the others with what is left of them: a later request may have been about other
    /// fields alone, because these were on their way.</returns>
    public static (IReadOnlyList<PendingWork> Overtaken, IReadOnlyList<PendingWork> Left) Split(
        IReadOnlyList<PendingWork> works, IReadOnlyCollection<WrittenVersion> written)
    {
        var (overtaken, left) = (new List<PendingWork>(), new List<PendingWork>());
        foreach (var work in works)
        {
            var later = written.Where(write => write.Version > work.Version).ToList();
            var fields = later.Count == 0 ? null : WorkJson.Read(work.Fields);
            foreach (var name in later.SelectMany(write => WorkJson.Read(write.Fields).Keys))
            {
                fields!.Remove(name);
            }

            if (fields is { Count: 0 })
            {
                overtaken.Add(work);
            }
            else
            {
                left.Add(fields is null ? work : work with { Fields = WorkJson.Write(fields) });
            }
        }

        return (overtaken, left);
    }
}

/// <summary>A request about a person that the target has taken, and the record that took it; that is null where it was merged into a later
/// one.</summary>
internal sealed record WrittenVersion(long PersonId, long Version, string? Module, string? RecordId, string Fields);
