using System.Globalization;

namespace Sync.Policy.Normalising;

/// <summary>Days and instants. A day stays the day that was written, wherever it is read.</summary>
internal static class Dates
{
    /// <returns><c>2026-03-04</c>; of an instant the day that is written in it, because no zone shifts a date.</returns>
    public static Normalised Day(string typed, NormalisingRules rules)
    {
        var text = Texts.OneLine(typed);
        if (DateText.IsUnset(text))
        {
            return Normalised.Nothing;
        }

        return DateText.Read(text, rules.DayOrder, out var reason) is { } date
            ? new Normalised.Value(date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : new Normalised.Misfit(typed, reason);
    }

    /// <returns>In UTC and to the second, as both vendors keep it: <c>2026-03-04T15:15:27Z</c>.</returns>
    public static Normalised Instant(string typed, NormalisingRules rules)
    {
        var text = Texts.OneLine(typed);
        if (DateText.IsUnset(text))
        {
            return Normalised.Nothing;
        }

        if (DateText.Read(text, rules.DayOrder, out var reason) is not { } date)
        {
            return new Normalised.Misfit(typed, reason);
        }

        if (date.Time is not { } time)
        {
            return new Normalised.Misfit(typed, "It is a day without a time: no instant.");
        }

        var local = date.Day.ToDateTime(time);
        var ticks = local.Ticks - (date.Offset ?? OffsetIn(rules.Zone, local)).Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new Normalised.Value(new DateTime(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            : new Normalised.Misfit(typed, "It lies outside the years that can be counted.");
    }

    /// <summary>
    /// In the hour that the autumn repeats, its first pass counts. A time that the spring leaves out is read by the clock of before.
    /// </summary>
    private static TimeSpan OffsetIn(TimeZoneInfo zone, DateTime local) =>
        zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
}
