namespace Sync.Policy.Plays;

/// <summary>Weeks as people have them: from Monday, in their own time zone. Pure.</summary>
public static class Weeks
{
    /// <returns>The week's Monday.</returns>
    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    /// <summary>When the week that begins on this Monday is over.</summary>
    public static DateTimeOffset End(DateOnly monday, TimeZoneInfo zone)
    {
        var midnight = monday.AddDays(7).ToDateTime(TimeOnly.MinValue);
        // Where clocks go forward at midnight there is none.
        var wall = zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight;
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall));
    }
}
