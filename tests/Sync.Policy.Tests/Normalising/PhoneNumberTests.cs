using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

/// <summary>What the samples do not show: texts around numbers, extensions, reasons.</summary>
public sealed class PhoneNumberTests
{
    private static readonly NormalisingRules Germany = new() { Region = "de" };

    [Theory]
    [InlineData("030 901820", "+4930901820")]
    [InlineData("+49 (0)30 901820", "+4930901820")]
    [InlineData("(+49) 30/901820", "+4930901820")]
    [InlineData("0049-30-901820", "+4930901820")]
    [InlineData("49 30 901820", "+4930901820")]
    [InlineData("tel:+49-30-901820", "+4930901820")]
    [InlineData("٠٣٠ ٩٠١٨٢٠", "+4930901820")]
    [InlineData("\u202A+49 30 901820\u202C", "+4930901820")]
    [InlineData("+39 06 6982", "+39066982")]
    [InlineData("+54 9 11 2345-6789", "+5491123456789")]
    [InlineData("030 901820 ext. 12", "+4930901820 ext. 12")]
    [InlineData("030 901820 Durchwahl 12", "+4930901820 ext. 12")]
    [InlineData("+4930901820;ext=12", "+4930901820 ext. 12")]
    [InlineData("030 901820x12", "+4930901820 ext. 12")]
    [InlineData("0800 1234567", "+498001234567")]
    [InlineData("  ", "")]
    public void Every_spelling_of_a_number_becomes_one(string typed, string number) =>
        Assert.Equal(number, Read.As(FieldType.Phone, typed, Germany));

    [Theory]
    [InlineData("n/a")]
    [InlineData("call me at 030 901820")]
    [InlineData("030 901820, 0171 1234567")]
    [InlineData("030 901820 or +49 171 1234567")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("ada@example.test")]
    [InlineData("110")]
    [InlineData("0")]
    [InlineData("+")]
    [InlineData("+49")]
    [InlineData("+999 123456789")]
    [InlineData("+49 30 90+1820")]
    [InlineData("++49 30 901820")]
    [InlineData("0000000000")]
    [InlineData("1234567890")]
    [InlineData("+49 30 9018201234567890123456789")]
    [InlineData("ext. 12")]
    [InlineData("2026-03-04")]
    public void What_is_no_number_is_kept_as_typed(string typed)
    {
        var misfit = Assert.IsType<Normalised.Misfit>(Normaliser.Normalise(FieldType.Phone, typed, Germany));

        Assert.Equal(typed, misfit.AsTyped);
    }

    [Theory]
    [InlineData("030 901820", null, "It names no country, and none is set for this connection.")]
    [InlineData("0301", "DE", "No such number exists in +49.")]
    [InlineData("+1 415 555", null, "It is too short for a phone number.")]
    [InlineData("+1 415 555 2671 99", null, "It is too long for a phone number.")]
    [InlineData("+1 115 555 2671", null, "No such number exists in +1.")]
    [InlineData("+999 123456789", "DE", "Its calling code belongs to no country.")]
    public void The_reason_is_told(string typed, string? region, string reason) =>
        Assert.Equal(reason, Assert.IsType<Normalised.Misfit>(PhoneNumber.Normalise(typed, region)).Reason);

    [Fact]
    public void A_vendors_spelling_of_what_was_written_is_an_echo()
    {
        Assert.True(Read.Same(FieldType.Phone, "+4930901820", "(030) 901820", Germany));
        Assert.False(Read.Same(FieldType.Phone, "+4930901820", "(030) 901821", Germany));
        Assert.True(Read.Same(FieldType.Phone, "ask  Ada", " ask Ada", Germany));
        Assert.True(PhoneNumber.Knows("de"));
        Assert.False(PhoneNumber.Knows("Germany"));
    }
}
