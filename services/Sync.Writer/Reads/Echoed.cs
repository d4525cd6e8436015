using Sync.Contracts;

namespace Sync.Writer.Reads;

/// <summary>Ends those reads that only show what we had written. Pure.</summary>
internal static class Echoed
{
    public static IReadOnlyList<SettledRead> Sort(IReadOnlyList<SettledRead> settled, Func<PendingRead, long?> echoOf)
    {
        // A replay is to show what the stages make of it: it goes all the way.
        var replayed = settled.Where(read => read.Read.Replay > 0).Select(read => read.Read.RecordId).ToHashSet();
        return
        [
            .. settled.Select(read =>
                read.Outcome == Outcomes.Passed && !replayed.Contains(read.Read.RecordId) && echoOf(read.Read) is { } person
                    ? new SettledRead(read.Read with { Fields = null }, Outcomes.Echo, "the record says what we had written there") { PersonId = person }
                    : read),
        ];
    }
}
