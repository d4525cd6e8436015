using Sync.Policy.Plays;

namespace Sync.Policy.Tests.Plays;

public sealed class WeekTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-22T22:59:59Z", "2026-11-16")]
    [InlineData("2026-11-22T23:00:00Z", "2026-11-23")]
    [InlineData("2026-11-29T22:59:59Z", "2026-11-23")]
    public void A_week_begins_on_monday_where_the_sales_team_is(string at, string monday) =>
        Assert.Equal(DateOnly.Parse(monday, null), Weeks.Of(DateTimeOffset.Parse(at, null), Berlin));

    [Theory]
    [InlineData("2026-03-23", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-19", "2026-10-25T23:00:00Z")]
    public void A_week_ends_where_the_next_begins_also_where_clocks_are_set(string monday, string end)
    {
        var over = Weeks.End(DateOnly.Parse(monday, null), Berlin);

        Assert.Equal(DateTimeOffset.Parse(end, null), over);
        Assert.Equal(DateOnly.Parse(monday, null).AddDays(7), Weeks.Of(over, Berlin));
    }

    [Fact]
    public void A_note_tells_each_thing_once_with_its_last_time_and_how_many_are_left_out()
    {
        var at = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        var events = Enumerable.Range(0, 13).Select(number => ($"tag t{number}", at.AddMinutes(number))).Append(("tag t0", at.AddHours(2)));

        var note = WeekWording.Of("Ada Lind", new DateOnly(2026, 11, 23), events, Berlin);

        var lines = note.Text.Split('\n');
        Assert.Equal(("Week from 2026-11-23", "Week from 2026-11-23: what Ada Lind did."), (note.Title, lines[0]));
        Assert.Equal("Mon 2026-11-23 12:00: tag t0 (2 times)", lines[1]);
        Assert.Equal("Mon 2026-11-23 10:12: tag t12", lines[2]);
        Assert.Equal((12, "and 3 other things"), (lines.Length, lines[^1]));
    }

    [Fact]
    public void A_weekly_play_has_neither_owner_nor_task_and_the_page_of_rules_says_so()
    {
        var policy = Sample.Read(Sample.Yaml + """

            handoff:
              owners: [{ email: a@b.test }]
              timeZone: Europe/Berlin
              plays: [{ name: interest, weekly: true, when: { tag: x }, unless: [{ field: phone, is: none }] }]
            """).Policy!;

        var play = Assert.Single(policy.Handoff.Plays);
        Assert.Equal((true, 0, Berlin), (play.IsWeekly, play.Assign.Count, policy.Handoff.Zone));
        Assert.Contains("one note a week", RulesPage.Of(policy), StringComparison.Ordinal);
        Assert.Contains("suppressed: phone", RulesPage.Of(policy), StringComparison.Ordinal);
    }
}
