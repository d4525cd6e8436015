using System.Globalization;
using Sync.Console.Overview;
using Sync.Contracts;

namespace Sync.Console.Pages;

/// <summary>Values as the pages write them.</summary>
internal static class Show
{
    public static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>UTC to the second; the day is left out where it is today.</summary>
    public static string Time(DateTimeOffset at, DateTimeOffset now) => at.UtcDateTime.ToString(
        at.UtcDateTime.Date == now.UtcDateTime.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Exactly(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Ago(DateTimeOffset at, DateTimeOffset now) => $"{Ages.InWords((now - at).TotalSeconds)} ago";

    /// <summary>How an outcome is to be taken: <c>good</c>, <c>quiet</c>, <c>wait</c> or <c>bad</c>.</summary>
    public static string Mood(string outcome) =>
        outcome.StartsWith(Outcomes.DeadLettered, StringComparison.Ordinal) || outcome is "failed again" or "stopped" or "error" ? "bad"
        : outcome.StartsWith(Outcomes.Waiting, StringComparison.Ordinal) || outcome is "queued" or "replaying" or "cancelled" or "standby" or "warning" or "open" or "flipping" or "deciding" or Outcomes.HandedOff ? "wait"
        : outcome is Outcomes.Written or "done" or "running" or "replayed" or "stored" ? "good"
        : "quiet";

    /// <summary>An address in a link's query.</summary>
    public static string Url(string path, params (string Name, object? Value)[] query)
    {
        var parts = query.Where(part => part.Value is not (null or "" or false))
            .Select(part => $"{part.Name}={Uri.EscapeDataString(Convert.ToString(part.Value, CultureInfo.InvariantCulture)!)}");
        var text = string.Join('&', parts);
        return text.Length == 0 ? path : $"{path}?{text}";
    }
}
