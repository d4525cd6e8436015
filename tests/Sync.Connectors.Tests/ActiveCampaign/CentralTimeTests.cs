using System.Globalization;
using Sync.Connectors.ActiveCampaign;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class CentralTimeTests
{
    [Theory]
    [InlineData("2026-03-04T09:15:27-06:00", "2026-03-04T15:15:27Z")]
    [InlineData("2026-07-04T09:15:27-05:00", "2026-07-04T14:15:27Z")]
    [InlineData("2026-07-04T09:15:27Z", "2026-07-04T09:15:27Z")]
    [InlineData("2026-07-04T09:15:27.250+02:00", "2026-07-04T07:15:27.250Z")]
    [InlineData("2026-03-04 09:15:27", "2026-03-04T15:15:27Z")]
    [InlineData(" 2026-07-04 09:15:27 ", "2026-07-04T14:15:27Z")]
    [InlineData("2026-07-04T09:15:27", "2026-07-04T14:15:27Z")]
    [InlineData("2013-07-18 08:46:33", "2013-07-18T13:46:33Z")]
    [InlineData("2026-03-08 01:59:59", "2026-03-08T07:59:59Z")]
    [InlineData("2026-03-08 03:00:00", "2026-03-08T08:00:00Z")]
    [InlineData("2026-11-01 00:59:59", "2026-11-01T05:59:59Z")]
    [InlineData("2026-11-01 01:30:00", "2026-11-01T07:30:00Z")]
    [InlineData("2026-11-01 02:00:00", "2026-11-01T08:00:00Z")]
    public void Times_are_read_in_every_form_they_come_in(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), CentralTime.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2026-02-30 00:00:00")]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    [InlineData("2026-03-04T09:15:27+99:00")]
    public void What_is_no_time_is_none(string? text) => Assert.Null(CentralTime.Parse(text));

    [Fact]
    public void The_own_rules_say_what_the_time_zone_database_says()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("America/Chicago", out var zone))
        {
            Assert.Skip("This machine has no time zone database to compare with.");
        }

        var own = CentralTime.OwnRules();
        for (var hour = new DateTime(2007, 1, 1); hour.Year < 2037; hour = hour.AddHours(1))
        {
            if (zone.GetUtcOffset(hour) != own.GetUtcOffset(hour))
            {
                Assert.Fail($"{hour:s}: {zone.GetUtcOffset(hour)} against {own.GetUtcOffset(hour)}.");
            }
        }
    }
}
