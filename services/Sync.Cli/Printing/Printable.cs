using System.Globalization;

namespace Sync.Cli.Printing;

/// <summary>Makes what came from outside fit for a screen.</summary>
internal static class Printable
{
    /// <summary>Values come from strangers' forms: a control character in them could command the terminal.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>A time in UTC down to the millisecond; anything else as it is.</summary>
    public static string Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : text ?? "";
}
