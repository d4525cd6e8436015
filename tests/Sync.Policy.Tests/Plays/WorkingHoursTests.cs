using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class WorkingHoursTests
{
    private static readonly HashSet<DayOfWeek> Workdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("2026-11-27T10:00:00+01:00", 15, "2026-11-27T10:15:00+01:00")] // in the middle of a Friday
    [InlineData("2026-11-27T06:30:00+01:00", 15, "2026-11-27T09:15:00+01:00")] // before work
    [InlineData("2026-11-27T16:50:00+01:00", 15, "2026-11-30T09:05:00+01:00")] // ten minutes on Friday, five on Monday
    [InlineData("2026-11-27T16:45:00+01:00", 15, "2026-11-27T17:00:00+01:00")] // the end of the day belongs to it
    [InlineData("2026-11-28T12:00:00+01:00", 15, "2026-11-30T09:15:00+01:00")] // on a Saturday
    [InlineData("2026-11-27T10:00:00+01:00", 16 * 60, "2026-12-01T10:00:00+01:00")] // two working days
    [InlineData("2026-03-27T16:55:00+01:00", 15, "2026-03-30T09:10:00+02:00")] // clocks go forward at the weekend
    [InlineData("2026-10-23T16:55:00+02:00", 15, "2026-10-26T09:10:00+01:00")] // and back
    [InlineData("2026-11-26T23:30:00-08:00", 15, "2026-11-27T09:15:00+01:00")] // told from another zone
    public void The_due_time_counts_working_time_alone(string start, int minutes, string due) =>
        Assert.Equal(At(due), Berlin(9, 17, Workdays).After(At(start), TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void The_due_time_has_the_offset_of_the_owner() =>
        Assert.Equal(TimeSpan.FromHours(2), Berlin(9, 17, Workdays).After(At("2026-07-01T08:00:00Z"), TimeSpan.FromMinutes(15)).Offset);

    [Theory]
    [InlineData("2026-03-29T01:30:00+01:00", 60, "2026-03-29T03:30:00+02:00")] // from two to three there is no time
    [InlineData("2026-10-25T01:30:00+02:00", 120, "2026-10-25T02:30:00+01:00")] // two o'clock comes twice
    public void Where_clocks_change_in_working_hours_what_counts_is_the_time_that_passes(string start, int minutes, string due) =>
        Assert.Equal(At(due), Berlin(0, 23, Enum.GetValues<DayOfWeek>().ToHashSet()).After(At(start), TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void A_day_that_begins_in_the_hour_that_is_left_out_begins_after_it() => Assert.Equal(
        At("2026-03-29T03:40:00+02:00"),
        new WorkingHours(Zone, new HashSet<DayOfWeek> { DayOfWeek.Sunday }, new TimeOnly(2, 30), new TimeOnly(12, 0))
            .After(At("2026-03-29T00:00:00+01:00"), TimeSpan.FromMinutes(10)));

    [Fact]
    public void Days_off_are_left_out() => Assert.Equal(
        At("2026-12-28T09:15:00+01:00"),
        Berlin(9, 17, Workdays).After(At("2026-12-24T10:00:00+01:00"), TimeSpan.FromMinutes(15), day => day.Day is 24 or 25));

    [Fact]
    public void A_clock_that_jumps_ten_minutes_moves_the_due_time_by_as_much_and_no_more()
    {
        var hours = Berlin(9, 17, Workdays);
        var start = At("2026-11-27T11:00:00+01:00");

        foreach (var jump in (int[])[-10, 10])
        {
            Assert.Equal(
                hours.After(start, TimeSpan.FromMinutes(15)).AddMinutes(jump), hours.After(start.AddMinutes(jump), TimeSpan.FromMinutes(15)));
        }
    }

    private static TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static WorkingHours Berlin(int from, int to, IReadOnlySet<DayOfWeek> days) => new(Zone, days, new TimeOnly(from, 0), new TimeOnly(to, 0));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
