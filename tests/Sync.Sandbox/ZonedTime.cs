using System.Globalization;

namespace Sync.Sandbox;

/// <summary>Writes instants as a vendor does: wall clock of one zone, whole seconds. Not thread-safe: it remembers the last text.</summary>
internal sealed class ZonedTime(string zone)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private long _lastSecond = long.MinValue;
    private string _lastIso = string.Empty;

    /// <summary>For instance 2026-03-04T09:15:27-06:00.</summary>
    public string Iso(long unixMilliseconds)
    {
        var second = unixMilliseconds / 1000;
        if (second != _lastSecond)
        {
            _lastIso = Local(second).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            _lastSecond = second;
        }

        return _lastIso;
    }

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

    private DateTimeOffset Local(long unixSeconds)
    {
        var utc = DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
        return utc.ToOffset(_zone.GetUtcOffset(utc));
    }
}
