using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

public sealed class AddressTests
{
    [Fact]
    public void A_tag_is_part_of_an_address_unless_the_connection_drops_it()
    {
        var dropping = new NormalisingRules { PlusTag = PlusTag.Drop };

        Assert.Equal("ada+news@example.test", Read.As(FieldType.Email, "Ada+News@example.test"));
        Assert.Equal("ada@example.test", Read.As(FieldType.Email, "Ada+News@example.test", dropping));
        Assert.Equal("+ada@example.test", Read.As(FieldType.Email, "+ada@example.test", dropping));
        Assert.True(Read.Same(FieldType.Email, "ada+a@example.test", "ADA+b@example.test", dropping));
        Assert.False(Read.Same(FieldType.Email, "ada+a@example.test", "ada+b@example.test"));
    }

    [Theory]
    [InlineData("Ada@Bu\u0308cher.example", "ada@xn--bcher-kva.example")]
    [InlineData("Jose\u0301@example.test", "josé@example.test")]
    [InlineData("ada@one.test, bob@two.test", null)]
    [InlineData("noemail@acme.example", null)]
    [InlineData("None@none.com", null)]
    [InlineData("test@test.de", null)]
    [InlineData("ada@company.invalid", null)]
    [InlineData("ada@noemail.example", null)]
    [InlineData("nonette@none-such.example", "nonette@none-such.example")]
    public void An_address_is_somebodys(string typed, string? address) => Assert.Equal(address, Read.As(FieldType.Email, typed));

    [Fact]
    public void Which_addresses_are_placeholders_can_be_told()
    {
        var own = new NormalisingRules { Placeholders = new PlaceholderAddresses(["x-?@import.*"]) };
        var none = new NormalisingRules { Placeholders = PlaceholderAddresses.None };

        Assert.Null(Read.As(FieldType.Email, "X-1@import.example", own));
        Assert.Equal("test@test.de", Read.As(FieldType.Email, "test@test.de", own));
        Assert.Equal("test@test.de", Read.As(FieldType.Email, "test@test.de", none));
    }

    [Theory]
    [InlineData("https://www.acme.example/about?x=1", "acme.example")]
    [InlineData("ACME.example", "acme.example")]
    [InlineData("ada@mail.acme.example", "acme.example")]
    [InlineData("http://shop.acme.co.uk", "acme.co.uk")]
    [InlineData("acme.com.au:8080/x", "acme.com.au")]
    [InlineData("www.bücher.example", "xn--bcher-kva.example")]
    [InlineData("info.de", "info.de")]
    [InlineData("ada@gmail.com", null)]
    [InlineData("ada@Yahoo.co.uk", null)]
    [InlineData("https://www.linkedin.com/company/acme", null)]
    [InlineData("acme.wixsite.com/home", null)]
    [InlineData("co.uk", null)]
    [InlineData("localhost", null)]
    [InlineData("192.168.0.1", null)]
    [InlineData("Acme Ltd", null)]
    [InlineData("", "")]
    public void A_domain_tells_one_company(string typed, string? domain) => Assert.Equal(domain, Read.As(FieldType.Domain, typed));

    [Fact]
    public void Domains_of_many_can_be_added()
    {
        var rules = new NormalisingRules { SharedDomains = new SharedDomains(["Town.example"]) };

        Assert.Null(Read.As(FieldType.Domain, "ada@mail.town.example", rules));
    }

    [Theory]
    [InlineData("acme.example", "https://acme.example")]
    [InlineData("HTTP://WWW.Acme.example:80/", "http://www.acme.example")]
    [InlineData("https://acme.example:8443/Path/?Q=1#x", "https://acme.example:8443/Path/?Q=1#x")]
    [InlineData("//acme.example", "https://acme.example")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("ftp://acme.example", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("ada@acme.example", null)]
    [InlineData("http://acme", null)]
    [InlineData("two words.example", null)]
    public void A_page_has_one_spelling(string typed, string? page) => Assert.Equal(page, Read.As(FieldType.Url, typed));

    [Fact]
    public void A_page_is_the_same_with_and_without_a_cipher()
    {
        Assert.True(Read.Same(FieldType.Url, "acme.example/", "http://Acme.example"));
        Assert.True(Read.Same(FieldType.Url, "https://acme.example/a/", "https://acme.example/a"));
        Assert.False(Read.Same(FieldType.Url, "https://acme.example/a", "https://acme.example/A"));
    }
}
