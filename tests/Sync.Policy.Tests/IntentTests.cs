namespace Sync.Policy.Tests;

/// <summary>A field of sales that the tags at marketing say, by the first of them that the person has.</summary>
public sealed class IntentTests
{
    private const string Intents = """
              intents:
                - { name: top_interest, sales: Top_Interest, first: [{ tag: pricing-visit, is: Pricing }, { tag: Webinar 2026, is: Webinar }] }
              fields:
        """;

    private static readonly string Yaml = Sample.Yaml.Replace("      fields:", Intents, StringComparison.Ordinal);

    [Theory]
    [InlineData("lead, Webinar 2026, pricing-visit", "Pricing")]
    [InlineData("lead, webinar 2026", "Webinar")]
    [InlineData("lead, pricing-visits", null)]
    [InlineData(null, null)]
    public void The_first_tag_that_the_person_has_is_told_to_sales(string? tags, string? interest)
    {
        var route = Route(Yaml, "sales");
        var said = Mapping.ToCanonical(route, new Dictionary<string, string?> { ["email"] = "ada@example.test", ["tags"] = tags });

        Assert.Equal(interest, said["top_interest"]);
        Assert.Equal(interest, Mapping.ToTarget(route, said, creating: false)["Top_Interest"]);
    }

    [Fact]
    public void Who_says_nothing_of_tags_says_nothing_of_the_intent() =>
        Assert.DoesNotContain("top_interest", Mapping.ToCanonical(Route(Yaml, "sales"), new Dictionary<string, string?> { ["email"] = "ada@example.test" }));

    [Fact]
    public void No_system_is_read_for_it_and_nothing_of_it_goes_back()
    {
        var back = Route(Yaml, "marketing");

        Assert.DoesNotContain(back.Fields, field => field.Name == "top_interest");
    }

    [Fact]
    public void It_stands_in_the_rules_in_words() =>
        Assert.Contains(
            "the first of the tags `pricing-visit` (\"Pricing\"), `Webinar 2026` (\"Webinar\") that the person has",
            RulesPage.Of(Sample.Read(Yaml).Policy!), StringComparison.Ordinal);

    [Theory]
    [InlineData("name: top_interest", "name: phone", "'phone' stands among the fields as well.")]
    [InlineData("sales: Top_Interest", "sales: Phone", "'Phone' stands among the fields as well.")]
    [InlineData("tag: pricing-visit", "tag: \"a, b\"", "'a, b' has a comma or semicolon or || in it: what vendors tell of tags cannot be told apart.")]
    [InlineData("sales: Top_Interest", "sales: Top_Interest, toSales: none", "The intent 'top_interest' goes nowhere.")]
    [InlineData("toSales: { createIn: Leads }", "toSales: none", "Intents are told to sales, and nothing goes there.")]
    public void What_cannot_be_meant_is_a_mistake(string right, string wrong, string problem) =>
        Assert.Contains(Sample.Read(Yaml.Replace(right, wrong, StringComparison.Ordinal)).Mistakes, mistake => mistake.Problem == problem);

    private static RoutePolicy Route(string yaml, string to) => Sample.Read(yaml).Policy!.Routes.Single(route => route.To == to);
}
