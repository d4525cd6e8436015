using System.Buffers.Binary;

namespace Sync.Connectors.Parsing;

/// <summary>
/// For deliveries that say neither when nor which: what an automation sends. The same body a second time may be the same delivery again, or
/// a value that was changed and changed back; taken for a repetition, that second change would be lost. Repetitions follow within
/// seconds, a person's change of mind takes longer: so only equal bodies of one window have one key. A repetition across the edge of a
/// window is merely handled twice, and merging the same values twice changes nothing.
/// </summary>
internal static class RepeatWindow
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>Folds the window of the time of receipt into the name. That time is stored with the delivery, so its key can still be
    /// derived later and elsewhere.</summary>
    public static void Add(Fingerprint fingerprint, DateTimeOffset receivedAt)
    {
        Span<byte> window = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(window, receivedAt.UtcTicks / Length.Ticks);
        fingerprint.Add(window);
    }
}
