using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

public sealed class DatesTests
{
    private static readonly NormalisingRules DayFirst = new() { DayOrder = DayOrder.DayFirst };
    private static readonly NormalisingRules MonthFirst = new() { DayOrder = DayOrder.MonthFirst };
    private static readonly NormalisingRules Chicago = new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago") };

    [Theory]
    [InlineData("2026-03-04", "2026-03-04")]
    [InlineData(" 2026-3-4 ", "2026-03-04")]
    [InlineData("2026/03/04", "2026-03-04")]
    [InlineData("20260304", "2026-03-04")]
    [InlineData("4 Mar 2026", "2026-03-04")]
    [InlineData("04-Mar-2026", "2026-03-04")]
    [InlineData("March 4th, 2026", "2026-03-04")]
    [InlineData("Wed, 04 Mar 2026 09:15:27 +0000", "2026-03-04")]
    [InlineData("2028-02-29", "2028-02-29")]
    [InlineData("0000-00-00", "")]
    [InlineData("0000-00-00 00:00:00", "")]
    public void A_day_has_one_spelling(string typed, string day) => Assert.Equal(day, Read.As(FieldType.Date, typed));

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2027-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("04.03.26")]
    [InlineData("tomorrow")]
    [InlineData("2026-03/04")]
    [InlineData("2026")]
    [InlineData("5 Foo 2026")]
    [InlineData("2026-03-04 25:00")]
    [InlineData("123456789012")]
    public void What_is_no_day_does_not_fit(string typed) => Assert.Null(Read.As(FieldType.Date, typed));

    [Fact]
    public void The_order_of_day_and_month_is_told_and_never_guessed()
    {
        Assert.Null(Read.As(FieldType.Date, "04/03/2026"));
        Assert.Null(Read.As(FieldType.Date, "25/12/2026"));
        Assert.Equal("2026-03-04", Read.As(FieldType.Date, "04/03/2026", DayFirst));
        Assert.Equal("2026-03-04", Read.As(FieldType.Date, "4.3.2026", DayFirst));
        Assert.Equal("2026-04-03", Read.As(FieldType.Date, "04/03/2026", MonthFirst));
        Assert.Null(Read.As(FieldType.Date, "25/12/2026", MonthFirst));
    }

    [Theory]
    [InlineData("2026-03-04T23:30:00-06:00")]
    [InlineData("2026-03-04T00:30:00+13:00")]
    [InlineData("2026-03-04 00:00:00")]
    [InlineData("2026-03-04T00:00:00Z")]
    public void No_zone_shifts_a_day(string typed) => Assert.Equal("2026-03-04", Read.As(FieldType.Date, typed, Chicago));

    [Theory]
    [InlineData("2026-03-04T09:15:27-06:00", "2026-03-04T15:15:27Z")]
    [InlineData("2026-03-04T15:15:27Z", "2026-03-04T15:15:27Z")]
    [InlineData("2026-03-04T15:15:27.123456Z", "2026-03-04T15:15:27Z")]
    [InlineData("2026-03-04T20:45:27+05:30", "2026-03-04T15:15:27Z")]
    [InlineData("2026-03-04 15:15:27 UTC", "2026-03-04T15:15:27Z")]
    [InlineData("2026-03-04T15:15+0000", "2026-03-04T15:15:00Z")]
    [InlineData("4 Mar 2026 3:15 pm", "2026-03-04T15:15:00Z")]
    [InlineData("4 Mar 2026 12:15 AM", "2026-03-04T00:15:00Z")]
    [InlineData("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z")]
    [InlineData("0000-00-00 00:00:00", "")]
    public void An_instant_is_the_same_everywhere(string typed, string instant) =>
        Assert.Equal(instant, Read.As(FieldType.DateTime, typed));

    [Theory]
    [InlineData("2026-03-04")]
    [InlineData("2026-03-04T24:00:00Z")]
    [InlineData("2026-03-04T10:61:00Z")]
    [InlineData("2026-03-04T10:00:00+15:00")]
    [InlineData("2026-03-04T10:00:00+02:75")]
    [InlineData("13:00 pm")]
    [InlineData("4 Mar 2026 13:15 pm")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("1772615727")]
    public void What_is_no_instant_does_not_fit(string typed) => Assert.Null(Read.As(FieldType.DateTime, typed));

    // ActiveCampaign's times without an offset are those of a clock in Chicago: in 2026 put forward on 8 March, back on 1 November.
    [Theory]
    [InlineData("2026-01-15 09:00:00", "2026-01-15T15:00:00Z")]
    [InlineData("2026-07-15 09:00:00", "2026-07-15T14:00:00Z")]
    [InlineData("2026-03-08 01:59:59", "2026-03-08T07:59:59Z")]
    [InlineData("2026-03-08 02:30:00", "2026-03-08T08:30:00Z")]
    [InlineData("2026-03-08 03:00:00", "2026-03-08T08:00:00Z")]
    [InlineData("2026-11-01 01:30:00", "2026-11-01T06:30:00Z")]
    [InlineData("2026-11-01 02:00:00", "2026-11-01T08:00:00Z")]
    public void A_time_without_an_offset_is_read_by_the_connections_clock(string typed, string instant) =>
        Assert.Equal(instant, Read.As(FieldType.DateTime, typed, Chicago));

    [Fact]
    public void The_same_instant_in_another_zone_is_an_echo()
    {
        Assert.True(Read.Same(FieldType.DateTime, "2026-03-04T15:15:27Z", "2026-03-04T16:15:27+01:00"));
        Assert.False(Read.Same(FieldType.DateTime, "2026-03-04T15:15:27Z", "2026-03-04T15:15:27+01:00"));
        Assert.True(Read.Same(FieldType.Date, "", "0000-00-00"));
    }
}
