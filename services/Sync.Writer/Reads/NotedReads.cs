using Sync.Contracts;
using Sync.Policy;
using Sync.Writer.Work;

namespace Sync.Writer.Reads;

/// <summary>
/// A batch of reads as it is noted: what was read while one of our writes to the record was under way is read again, because it may be
/// from before that write or from after it; what else was read carries what we had written there. Pure.
/// </summary>
internal sealed record NotedReads(IReadOnlyList<SettledRead> Settled, IReadOnlyList<PendingRead> Crossed)
{
    public static NotedReads From(
        IReadOnlyList<SettledRead> settled, Func<string, string?, bool> wasWritten,
        IReadOnlyDictionary<string, Dictionary<string, SeenWrite>> lastWrites)
    {
        var crossed = settled.Where(read => read.Outcome is Outcomes.Passed or Outcomes.Echo
                && wasWritten(read.Read.RecordId, EmailAddress.Normalise(read.Read.Email)))
            .Select(read => read.Read.RecordId).ToHashSet();
        var both = settled.ToLookup(read => crossed.Contains(read.Read.RecordId));
        return new NotedReads([.. both[false].Select(read => WithWrites(read, lastWrites))], [.. both[true].Select(read => read.Read)]);
    }

    private static SettledRead WithWrites(SettledRead read, IReadOnlyDictionary<string, Dictionary<string, SeenWrite>> lastWrites) =>
        read.Outcome == Outcomes.Passed && lastWrites.TryGetValue(read.Read.RecordId, out var writes)
            ? read with { Read = read.Read with { Seen = WorkJson.Write(writes) } }
            : read;
}
