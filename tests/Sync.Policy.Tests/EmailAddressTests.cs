namespace Sync.Policy.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.test", "ada@example.test")]
    [InlineData("  Ada.Lovelace@Example.TEST\t", "ada.lovelace@example.test")]
    [InlineData("<ada@example.test>", "ada@example.test")]
    [InlineData("< ada@example.test >", "ada@example.test")]
    [InlineData("ada+news@example.test", "ada+news@example.test")]
    [InlineData("o'neil@example.test", "o'neil@example.test")]
    [InlineData("ada@münchen.example", "ada@xn--mnchen-3ya.example")]
    [InlineData("ada@MÜNCHEN.example", "ada@xn--mnchen-3ya.example")]
    [InlineData("ada@XN--mnchen-3ya.example", "ada@xn--mnchen-3ya.example")]
    [InlineData("JOSÉ@example.test", "josé@example.test")]
    [InlineData("Ада@пример.рф", "ада@xn--e1afmkfd.xn--p1ai")]
    [InlineData("ａｄａ＠ｅｘａｍｐｌｅ．ｔｅｓｔ", "ada@example.test")]
    [InlineData("\uFEFFada@exa\u200Bmple.test", "ada@example.test")]
    [InlineData("ada@localhost", "ada@localhost")]
    public void Every_spelling_of_a_mailbox_becomes_one(string address, string normalised)
    {
        Assert.Equal(normalised, EmailAddress.Normalise(address));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("<>")]
    [InlineData("ada")]
    [InlineData("@example.test")]
    [InlineData("ada@")]
    [InlineData("ada@@example.test")]
    [InlineData("ada@one.test, bob@two.test")]
    [InlineData("ada@one.test;bob")]
    [InlineData("ada@one@two.test")]
    [InlineData("Ada <ada@example.test>")]
    [InlineData("ada lovelace@example.test")]
    [InlineData("ada@exam ple.test")]
    [InlineData("ada@example..test")]
    [InlineData("ada@.test")]
    [InlineData("ada@example.test.")]
    [InlineData("ada@-example.test")]
    [InlineData("ada@exa(mple.test")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("a\0da@example.test")]
    public void What_is_not_exactly_one_address_is_refused(string? address)
    {
        Assert.Null(EmailAddress.Normalise(address));
    }

    [Fact]
    public void The_longest_address_has_254_letters()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 4));

        Assert.Equal(254, EmailAddress.Normalise($"{new string('a', 254 - domain.Length - 1)}@{domain}")?.Length);
        Assert.Null(EmailAddress.Normalise($"{new string('a', 255 - domain.Length - 1)}@{domain}"));
    }

    [Fact]
    public void A_label_of_more_than_63_letters_is_refused()
    {
        Assert.NotNull(EmailAddress.Normalise($"a@{new string('d', 63)}.test"));
        Assert.Null(EmailAddress.Normalise($"a@{new string('d', 64)}.test"));
    }
}
