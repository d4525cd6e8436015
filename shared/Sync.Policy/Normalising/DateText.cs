using System.Globalization;
using System.Text.RegularExpressions;

namespace Sync.Policy.Normalising;

/// <summary>A date as it is written, with the time and the offset that stand beside it.</summary>
/// <param name="Offset">Of the time from UTC; null if none is written.</param>
internal sealed record DateText(DateOnly Day, TimeOnly? Time, TimeSpan? Offset)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly TimeSpan MostOffset = TimeSpan.FromHours(14);

    /// <summary>What vendors write for a date that was never set; ActiveCampaign: <c>0000-00-00 00:00:00</c>.</summary>
    public static bool IsUnset(string text) => text.StartsWith("0000-00-00", StringComparison.Ordinal);

    /// <summary>It is a date such as <c>2026-03-04</c>; digits alone, such as <c>20260304</c>, could be anything.</summary>
    public static bool IsYearFirst(string text) =>
        text.Length > 4 && text[4] is '-' or '/' && Read(text, DayOrder.IsoOnly, out _) is not null;

    /// <param name="reason">Why there is no date, as a sentence; empty if there is one.</param>
    public static DateText? Read(string text, DayOrder order, out string reason)
    {
        reason = "It is no date.";
        var shape = DateShape.Pattern().Match(text);
        if (!shape.Success || shape.Groups["mark"].Value != shape.Groups["again"].Value)
        {
            return null;
        }

        if (shape.Groups["one"].Success && order == DayOrder.IsoOnly)
        {
            reason = "Nothing tells whether its day or its month comes first; set the order of dates for this connection.";
            return null;
        }

        reason = "There is no such day or time.";
        if (DayOf(shape, order) is not { } day || !TimeOf(shape, out var time) || !OffsetOf(shape, out var offset))
        {
            return null;
        }

        reason = "";
        return new DateText(day, time, offset);
    }

    private static DateOnly? DayOf(Match shape, DayOrder order)
    {
        var (one, two) = (Number(shape, "one"), Number(shape, "two"));
        var (month, day) = shape.Groups["one"] is not { Success: true } ? (MonthOf(shape), Number(shape, "day"))
            : order == DayOrder.DayFirst ? (two, one)
            : (one, two);
        var year = Number(shape, "year");
        return year is >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    private static int MonthOf(Match shape) => shape.Groups["name"] is { Success: true } name
        ? Array.IndexOf(Months, name.Value[..3].ToLowerInvariant()) + 1
        : Number(shape, "month");

    private static bool TimeOf(Match shape, out TimeOnly? time)
    {
        time = null;
        if (!shape.Groups["hour"].Success)
        {
            return true;
        }

        var hour = Number(shape, "hour");
        if (shape.Groups["half"] is { Success: true } half)
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = hour % 12 + (half.Value[0] is 'p' or 'P' ? 12 : 0);
        }

        var (minute, second) = (Number(shape, "minute"), Number(shape, "second"));
        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeOnly(hour, minute, second);
        return true;
    }

    private static bool OffsetOf(Match shape, out TimeSpan? offset)
    {
        offset = shape.Groups["utc"].Success ? TimeSpan.Zero : null;
        if (shape.Groups["sign"] is not { Success: true } sign)
        {
            return true;
        }

        var minutes = Number(shape, "minutes");
        var ahead = new TimeSpan(Number(shape, "hours"), minutes, 0);
        offset = sign.Value == "+" ? ahead : -ahead;
        return minutes < 60 && ahead <= MostOffset;
    }

    /// <summary>0 for a part that is not there.</summary>
    private static int Number(Match shape, string part) =>
        shape.Groups[part] is { Success: true } group ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
}
