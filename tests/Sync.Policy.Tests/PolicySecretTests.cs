namespace Sync.Policy.Tests;

public sealed class PolicySecretTests
{
    [Theory]
    [InlineData("apiKey: ${env:AC_KEY}", "apiKey: 0123456789abcdef", 7, "connections.marketing.apiKey")]
    [InlineData("hookSecret: ${env:AC_HOOK}", "hookSecret: 0123456789abcdef", 8, "connections.marketing.hookSecret")]
    [InlineData("${file:zoho-secret}", "0123456789abcdef", 13, "connections.sales.clientSecret")]
    [InlineData("${env:ZOHO_TOKEN}", "0123456789abcdef", 14, "connections.sales.refreshToken")]
    [InlineData("${env:ZOHO_TOKEN}", "${env:ZOHO_TOKEN}0123456789abcdef", 14, "connections.sales.refreshToken")]
    public void A_secret_in_the_file_is_a_mistake_that_does_not_repeat_it(string replace, string with, int line, string path)
    {
        var mistake = Sample.OnlyMistake(replace, with);

        Assert.Equal((line, path, "A secret stands in the file."), (mistake.Line, mistake.Path, mistake.Problem));
        Assert.DoesNotContain("0123456789abcdef", mistake.Cure, StringComparison.Ordinal);
        Assert.Contains("${env:NAME}", mistake.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_not_set_is_named()
    {
        var mistake = Sample.OnlyMistake("${env:AC_KEY}", "${env:AC_KEI}");

        Assert.Equal("The environment variable AC_KEI is not set or is empty.", mistake.Problem);
        Assert.Contains("AC_KEI", mistake.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secrets_file_that_cannot_be_read_is_named()
    {
        Assert.Equal("The file /run/none cannot be read or is empty.", Sample.OnlyMistake("zoho-secret", "/run/none").Problem);
    }

    [Fact]
    public void An_unknown_kind_of_reference_is_refused()
    {
        Assert.Contains("Write ${env:NAME}", Sample.OnlyMistake("1000.CLIENT", "${vault:x}").Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "can be guessed")]
    [InlineData("sixteen letters & more", "cannot carry")]
    public void A_hook_secret_must_be_long_and_fit_into_an_address(string secret, string problem)
    {
        var environment = new Dictionary<string, string?>(Sample.Environment) { ["AC_HOOK"] = secret };
        var mistake = Assert.Single(Sample.Read(Sample.Yaml, environment).Mistakes);

        Assert.Equal(8, mistake.Line);
        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, mistake.Problem + mistake.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void While_a_hook_secret_is_exchanged_the_former_stands_beside_it_under_the_same_rules()
    {
        var yaml = Sample.Yaml.Replace("    hookSecret: ${env:AC_HOOK}", "    hookSecret: ${env:AC_HOOK}\n    formerHookSecret: ${env:AC_FORMER}", StringComparison.Ordinal);
        var environment = new Dictionary<string, string?>(Sample.Environment) { ["AC_FORMER"] = "former-hook-secret" };

        Assert.Equal("former-hook-secret", Sample.Read(yaml, environment).Policy!.Connections["marketing"].FormerHookSecret);
        environment["AC_FORMER"] = "short";
        Assert.Equal((9, "connections.marketing.formerHookSecret"), Assert.Single(Sample.Read(yaml, environment).Mistakes) is var mistake ? (mistake.Line, mistake.Path) : default);
    }

    [Theory]
    [InlineData("http://example.api-us1.com", "is not encrypted")]
    [InlineData("example.api-us1.com", "not a whole web address")]
    [InlineData("ftp://example.com", "not a whole web address")]
    [InlineData("/api/3", "not a whole web address")]
    [InlineData("https://user:pass@example.com", "user or password")]
    [InlineData("https://example.com/?key=1", "after '?' or '#'")]
    public void An_address_must_be_whole_and_encrypted(string address, string problem)
    {
        var environment = new Dictionary<string, string?>(Sample.Environment) { ["AC_URL"] = address };
        var mistake = Assert.Single(Sample.Read(Sample.Yaml, environment).Mistakes);

        Assert.Equal((6, "connections.marketing.url"), (mistake.Line, mistake.Path));
        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8091")]
    [InlineData("http://localhost:8091/")]
    [InlineData("http://[::1]:8091")]
    public void On_this_machine_an_address_may_be_plain(string address)
    {
        var environment = new Dictionary<string, string?>(Sample.Environment) { ["AC_URL"] = address };

        Assert.Equal(address.TrimEnd('/'), Sample.Read(Sample.Yaml, environment).Policy!.Connections["marketing"].Settings["url"]);
    }
}
