namespace Sync.Policy.Plays;

/// <summary>When somebody works, by the clock on the wall.</summary>
/// <param name="From">Beginning of a working day.</param>
/// <param name="To">Its end, later on the same day.</param>
public sealed record WorkingHours(TimeZoneInfo Zone, IReadOnlySet<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    // Whoever works on one day of the week has worked this long before then.
    private const int MostDays = 3_660;

    /// <summary>The moment at which so much working time has passed since then, with the zone's offset. Before and after work no time
    /// passes; where clocks are put forward or back, what counts is the time that really passes.</summary>
    /// <param name="away">Days on which there is no work.</param>
    public DateTimeOffset After(DateTimeOffset start, TimeSpan work, Func<DateOnly, bool>? away = null)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, Zone).DateTime);
        for (var count = 0; count < MostDays; count++, day = day.AddDays(1))
        {
            if (!Days.Contains(day.DayOfWeek) || away?.Invoke(day) is true)
            {
                continue;
            }

            var (from, to) = (Instant(day.ToDateTime(From)), Instant(day.ToDateTime(To)));
            var begin = start > from ? start : from;
            if (begin < to && to - begin >= work)
            {
                return TimeZoneInfo.ConvertTime(begin + work, Zone);
            }

            work -= begin < to ? to - begin : TimeSpan.Zero;
        }

        return TimeZoneInfo.ConvertTime(start + work, Zone);
    }

    /// <summary>What the wall's clock says that happens twice is meant the first time; what it leaves out is as much later.</summary>
    private DateTimeOffset Instant(DateTime wall)
    {
        if (Zone.IsInvalidTime(wall))
        {
            return new DateTimeOffset(wall, Zone.GetUtcOffset(wall.AddHours(-3)));
        }

        return new DateTimeOffset(wall, Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall));
    }
}
