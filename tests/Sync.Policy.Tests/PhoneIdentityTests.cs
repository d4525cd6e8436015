namespace Sync.Policy.Tests;

public sealed class PhoneIdentityTests
{
    [Theory]
    [InlineData("identity: { noEmail: phon }", "'phon' is not a word", "'phone'?")]
    [InlineData("identity: { matchByPhone: perhaps }", "'perhaps' is neither yes nor no", "true or false")]
    public void A_mistake_in_it_is_told_with_its_cure(string identity, string problem, string cure)
    {
        var mistake = Assert.Single(Sample.Read(With(identity)).Mistakes);

        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.Contains(cure, mistake.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noEmail: phone")]
    [InlineData("matchByPhone: true")]
    public void Nobody_is_known_by_a_number_that_no_route_carries(string rule)
    {
        var yaml = With($"identity: {{ {rule} }}").Replace(
            "        - { name: phone, marketing: phone, sales: Phone }", "", StringComparison.Ordinal);

        var mistake = Assert.Single(Sample.Read(yaml).Mistakes);

        Assert.Contains("No route carries a phone number", mistake.Problem, StringComparison.Ordinal);
        Assert.True(mistake.Line > 1);
    }

    [Fact]
    public void The_page_of_rules_tells_of_it()
    {
        var page = RulesPage.Of(Sample.Read(With("identity: { noEmail: phone, matchByPhone: true }")).Policy!);

        Assert.Contains("Who has no address is known by his phone number", page, StringComparison.Ordinal);
        Assert.Contains("an operator is asked", page, StringComparison.Ordinal);
        Assert.Contains("`filtered: no-email`", RulesPage.Of(Sample.Read(Sample.Yaml).Policy!), StringComparison.Ordinal);
    }

    private static string With(string identity) => Sample.Yaml.Replace("routes:", $"{identity}\nroutes:", StringComparison.Ordinal);
}
