using System.Globalization;

namespace Sync.Connectors.ActiveCampaign;

/// <summary>ActiveCampaign's times are US Central, whatever the account's country; some come without an offset.</summary>
internal static class CentralTime
{
    private static readonly string[] WithOffset =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz"];

    private static readonly string[] Bare =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    private static readonly TimeZoneInfo Zone = Installed() ?? OwnRules();

    /// <summary>Null if the text is no time. In the hour that autumn repeats, the later one (standard time) is meant.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        text = text?.Trim();
        if (DateTime.TryParseExact(text, Bare, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            // The first and the last day of all time cannot be shifted by an offset.
            return wall.Year is > 1 and < 9999 ? new DateTimeOffset(wall, Zone.GetUtcOffset(wall)) : null;
        }

        return DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
    }

    /// <summary>The rules in force since 2007: summer time from the second Sunday of March to the first of November, at 2:00.</summary>
    public static TimeZoneInfo OwnRules()
    {
        var twoOClock = new DateTime(1, 1, 1, 2, 0, 0);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2007, 1, 1), DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(twoOClock, 3, 2, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(twoOClock, 11, 1, DayOfWeek.Sunday));
        return TimeZoneInfo.CreateCustomTimeZone("US Central", TimeSpan.FromHours(-6), "US Central", "CST", "CDT", [summer]);
    }

    // Small container images come without the time zone database.
    private static TimeZoneInfo? Installed() =>
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Chicago", out var zone) ? zone : null;
}
