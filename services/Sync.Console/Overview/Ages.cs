using System.Globalization;

namespace Sync.Console.Overview;

/// <summary>Durations as a person says them.</summary>
internal static class Ages
{
    public static string InWords(double seconds) => seconds switch
    {
        < 0.95 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds) * 1000:0} ms"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7_200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0} days"),
    };

    public static string InWords(double? seconds, string never) => seconds is { } known ? InWords(known) : never;
}
