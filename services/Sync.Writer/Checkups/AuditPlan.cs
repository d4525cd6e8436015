using System.Buffers.Binary;

namespace Sync.Writer.Checkups;

/// <summary>When all connections are looked at without anybody asking. Pure.</summary>
internal static class AuditPlan
{
    /// <summary>Which audit a moment belongs to: as time goes on they are numbered, the same in every process.</summary>
    public static long NumberAt(DateTimeOffset now, TimeSpan every) => now.UtcTicks / every.Ticks;

    /// <summary>Until the next one is due.</summary>
    public static TimeSpan UntilNext(DateTimeOffset now, TimeSpan every) =>
        TimeSpan.FromTicks(((NumberAt(now, every) + 1) * every.Ticks) - now.UtcTicks);

    /// <summary>Its name: whichever process is first, the others find it made.</summary>
    public static Guid IdOf(long number, TimeSpan every)
    {
        Span<byte> bytes = stackalloc byte[16];
        "audt"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], (int)every.TotalSeconds);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }
}
