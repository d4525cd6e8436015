using System.Globalization;

namespace Sync.Connectors.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("12.50", "eur", 1250)]
    [InlineData("0.005", "USD", 1)]
    [InlineData("-0.005", "USD", -1)]
    [InlineData("1000", "jpy", 1000)]
    [InlineData("999.5", "KRW", 1000)]
    [InlineData("1.2345", "bhd", 1235)]
    [InlineData("1", "CLF", 10_000)]
    [InlineData("1", "xyz", 100)]
    public void The_smallest_unit_depends_on_the_currency(string amount, string currency, long minor) =>
        Assert.Equal(minor, new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency).Minor);

    [Theory]
    [InlineData(1250, "eur", "12.5")]
    [InlineData(1000, "jpy", "1000")]
    [InlineData(1235, "KWD", "1.235")]
    public void And_back(int minor, string currency, string amount) =>
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), Money.OfMinor(minor, currency).Amount);

    [Fact]
    public void What_no_number_can_hold_is_said() =>
        Assert.Throws<OverflowException>(() => new Money(decimal.MaxValue / 1000, "eur").Minor);

    [Fact]
    public void A_mark_stands_last_and_is_closed()
    {
        Assert.Equal("Hello\n\n[sync:7]", new Mark("7").Under("Hello \n"));
        Assert.Equal("[sync:7]", new Mark("7").Under(" "));
        Assert.DoesNotContain(new Mark("7").Line, new Mark("77").Under("x"), StringComparison.Ordinal);
    }
}
