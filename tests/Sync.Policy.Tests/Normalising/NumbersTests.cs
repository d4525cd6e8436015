using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

public sealed class NumbersTests
{
    private static readonly NormalisingRules Comma = new() { DecimalMark = DecimalMark.Comma };
    private static readonly NormalisingRules Either = new() { DecimalMark = DecimalMark.Either };
    private static readonly NormalisingRules Euro = new() { Currency = "EUR" };

    [Theory]
    [InlineData("12.50", "12.5")]
    [InlineData("12,50", "12.5")]
    [InlineData("1,234.50", "1234.5")]
    [InlineData("1.234,50", "1234.5")]
    [InlineData("1 234,50", "1234.5")]
    [InlineData("1\u202F234\u202F567", "1234567")]
    [InlineData("1'234.5", "1234.5")]
    [InlineData("12,34,567.5", "1234567.5")]
    [InlineData("1,234", "1234")]
    [InlineData("0.125", "0.125")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("007", "7")]
    [InlineData("-0.00", "0")]
    [InlineData("\u22125", "-5")]
    [InlineData("+5", "5")]
    [InlineData("1.25E7", "12500000")]
    [InlineData("1e-3", "0.001")]
    [InlineData("12.345", "12.3450")]
    public void A_number_has_one_spelling(string typed, string number) => Assert.Equal(number, Read.As(FieldType.Decimal, typed));

    [Theory]
    [InlineData("twelve")]
    [InlineData("12 34")]
    [InlineData("1,23,4")]
    [InlineData("1.2.3")]
    [InlineData("12 %")]
    [InlineData("--5")]
    [InlineData("0x1F")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_number_does_not_fit(string typed) => Assert.Null(Read.As(FieldType.Decimal, typed));

    [Fact]
    public void The_mark_decides_what_could_be_read_both_ways()
    {
        Assert.Equal("1234", Read.As(FieldType.Decimal, "1,234"));
        Assert.Equal("1.2340", Read.As(FieldType.Decimal, "1,234", Comma));
        Assert.Equal("1234", Read.As(FieldType.Decimal, "1.234", Comma));
        Assert.Null(Read.As(FieldType.Decimal, "1.234", Either));
        Assert.Equal("1.2340", Read.As(FieldType.Decimal, "1.2340", Either));
    }

    [Theory]
    [InlineData("14", "14")]
    [InlineData("14.0", "14")]
    [InlineData("5550100000000000001", "5550100000000000001")]
    [InlineData("1,000", "1000")]
    [InlineData("14.5", null)]
    [InlineData("a14", null)]
    public void An_integer_is_whole(string typed, string? number) => Assert.Equal(number, Read.As(FieldType.Integer, typed));

    [Theory]
    [InlineData("12.5", "12.50")]
    [InlineData("12,500.00", "12500.00")]
    [InlineData("€12.50", "12.50")]
    [InlineData("12,50 €", "12.50")]
    [InlineData("EUR 12", "12.00")]
    [InlineData("-€5", "-5.00")]
    [InlineData("€ -5", "-5.00")]
    [InlineData("5 usd", "5.00 USD")]
    [InlineData("$5", "5.00")]
    [InlineData("1 000 JPY", "1000 JPY")]
    [InlineData("12.5 KWD", "12.5000 KWD")]
    [InlineData("1.005", "1.01")]
    [InlineData("-1.005", "-1.01")]
    [InlineData("-0.001", "0.00")]
    public void An_amount_has_the_digits_of_its_currency(string typed, string amount) =>
        Assert.Equal(amount, Read.As(FieldType.Money, typed, Euro));

    [Theory]
    [InlineData("12 XYZ")]
    [InlineData("EUR 12 USD")]
    [InlineData("about 12")]
    [InlineData("EUR")]
    public void What_is_no_amount_does_not_fit(string typed) => Assert.Null(Read.As(FieldType.Money, typed, Euro));

    [Fact]
    public void Amounts_are_the_same_in_other_spellings_and_not_in_other_currencies()
    {
        Assert.True(Read.Same(FieldType.Money, "12500", "12,500.00 €", Euro));
        Assert.False(Read.Same(FieldType.Money, "12500", "12500 USD", Euro));
        Assert.Equal("12.5", Read.As(FieldType.Money, "12.50"));
        Assert.True(Read.Same(FieldType.Decimal, "1.0E7", "10000000"));
    }
}
