using System.Globalization;
using Sync.Console.Overview;

namespace Sync.Console.Traffic;

/// <summary>Says where it is quieter than usual, and what happened just before. Pure.</summary>
internal static class SilenceAlarms
{
    private static readonly TimeSpan JustBefore = TimeSpan.FromHours(2);

    public static IEnumerable<Alarm> Of(IReadOnlyList<TrafficNow> traffic, RulesChange? change) =>
        from way in traffic
        where way.IsSilent
        select new Alarm("warning", Text(way) + After(way, change), Cure(way));

    private static string Text(TrafficNow way)
    {
        var (what, verb) = way.Direction == TrafficPiece.From ? ("events", "came from") : ("writes", "went to");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(way.InHour == 0 ? "No" : way.InHour)} {what} {verb} {way.Connection} from {way.Until.AddHours(-1):HH:mm} to {way.Until:HH:mm} UTC; {way.Usual} are usual at this hour.");
    }

    private static string After(TrafficNow way, RulesChange? change) =>
        change is { } rules && rules.At <= way.Until && rules.At >= way.Until.AddHours(-1) - JustBefore
            ? string.Create(CultureInfo.InvariantCulture, $" It started after the configuration changed at {rules.At:HH:mm} UTC (now {rules.Version}).")
            : "";

    private static string Cure(TrafficNow way) => way.Direction == TrafficPiece.From
        ? $"Check the webhooks at the vendor, which may have switched off an address that was refused, and the forms and lists behind them: sync doctor {way.Connection}"
        : $"Look whether less comes in as well, and in the activity at what becomes of it; what is wrong with the connection says: sync doctor {way.Connection}";
}
