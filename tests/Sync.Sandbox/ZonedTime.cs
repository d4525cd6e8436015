using System.Globalization;
using System.Text;

namespace Sync.Sandbox;

/// <summary>Writes instants as a vendor does: wall clock of one zone, whole seconds. Not thread-safe: it remembers the last texts.</summary>
internal sealed class ZonedTime(string zone)
{
    // One call writes few different seconds, over and over: those of now and of the records' creation.
    private const int Remembered = 256;

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private readonly (long Second, string Text, byte[] Utf8)[] _known = new (long, string, byte[])[Remembered];

    /// <summary>For instance 2026-03-04T09:15:27-06:00.</summary>
    public string Iso(long unixMilliseconds) => Known(unixMilliseconds).Text;

    /// <summary>The same as UTF-8.</summary>
    public ReadOnlySpan<byte> IsoUtf8(long unixMilliseconds) => Known(unixMilliseconds).Utf8;

    /// <summary>For instance 2026-03-04 09:15:27, without any offset.</summary>
    public string Bare(long unixMilliseconds) =>
        Local(unixMilliseconds / 1000).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Reads an instant; one without an offset is wall clock of this zone.</summary>
    public bool TryParse(string? text, out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var read))
        {
            return false;
        }

        var utc = read.Kind == DateTimeKind.Utc ? read : read - _zone.GetUtcOffset(read);
        unixMilliseconds = new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return true;
    }

    private ref readonly (long Second, string Text, byte[] Utf8) Known(long unixMilliseconds)
    {
        var second = unixMilliseconds / 1000;
        ref var known = ref _known[(int)((ulong)second % Remembered)];
        if (known.Second != second || known.Text is null)
        {
            var text = Local(second).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            known = (second, text, Encoding.ASCII.GetBytes(text));
        }

        return ref known;
    }

    private DateTimeOffset Local(long unixSeconds)
    {
        var utc = DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
        return utc.ToOffset(_zone.GetUtcOffset(utc));
    }
}
