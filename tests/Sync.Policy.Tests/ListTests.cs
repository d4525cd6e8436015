using Sync.Policy.Normalising;

namespace Sync.Policy.Tests;

/// <summary>A mailing list of marketing, for which a tag stands at sales.</summary>
public sealed class ListTests
{
    private const string Lists = """
              lists:
                - { marketing: "3", sales: Newsletter, toMarketing: fill }
                - { marketing: "5", sales: Events }
              fields:
        """;

    private static readonly string Yaml = Sample.Yaml.Replace("      fields:", Lists, StringComparison.Ordinal);

    [Theory]
    [InlineData("1", RecordTags.Yes)]
    [InlineData("2", null)]
    [InlineData("0", null)]
    [InlineData("3", null)]
    public void Only_who_is_on_the_list_and_has_confirmed_it_has_the_tag(string state, string? tag)
    {
        var said = Mapping.ToCanonical(Route("sales"), new Dictionary<string, string?> { ["list:3"] = state });

        Assert.Equal(tag, said["list:3"]);
        Assert.DoesNotContain("list:5", said);
    }

    [Fact]
    public void The_tag_puts_on_the_list_where_the_file_says_so_and_nowhere_else()
    {
        var back = Route("marketing");

        Assert.Equal(
            [("list:3", "3", "Newsletter", Direction.Fill, true), ("list:5", "5", "Events", Direction.None, true)],
            back.Tags.Select(list => (list.Name, list.To, list.TagThere, list.Direction, list.IsToList)));
        Assert.Equal(RecordTags.Yes, Mapping.ToCanonical(back, new Dictionary<string, string?> { ["Tag"] = "newsletter, x" })["list:3"]);
        Assert.All(Route("sales").Tags, list => Assert.Equal((FieldType.Tag, Direction.Overwrite, false), (list.Type, list.Direction, list.IsToList)));
    }

    [Fact]
    public void It_stands_in_the_rules_in_words()
    {
        var page = RulesPage.Of(Sample.Read(Yaml).Policy!);

        Assert.Contains("| list 3 | overwrite | fill | `Newsletter` |", page, StringComparison.Ordinal);
        Assert.Contains("Nobody is put on a list who has left it", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_goes_to_sales_it_stands_there_as_well()
    {
        var page = RulesPage.Of(Sample.Read(Yaml.Replace("toSales: { createIn: Leads }", "toSales: none", StringComparison.Ordinal)).Policy!);

        Assert.Contains("| `Newsletter` | fill | none | list 3 |", page, StringComparison.Ordinal);
        Assert.Contains("Nobody is put on a list who has left it", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("marketing: \"3\"", "marketing: weekly", "'weekly' is no number of a list.")]
    [InlineData("marketing: \"5\"", "marketing: \"3\"", "The list of marketing '3' was given in line")]
    [InlineData("sales: Events", "sales: Newsletter", "The tag of sales 'Newsletter' was given in line")]
    [InlineData("toMarketing: fill", "toMarketing: overwrite", "Sync takes nobody off a list: leaving the last one is an opt-out.")]
    [InlineData("sales: Events", "sales: Events, toSales: none", "List 5 goes in neither direction.")]
    [InlineData("toSales: { createIn: Leads }", "toSales: { createIn: Leads }\n      toMarketing: none", "A tag of sales puts on a list, and nothing goes to marketing.")]
    [InlineData("sales: Events", "sales: Events of the year twenty-six", "'Events of the year twenty-six' has 29 characters; a tag of zoho has 25 at most.")]
    public void What_cannot_be_meant_is_a_mistake(string right, string wrong, string problem) => Assert.Contains(
        Sample.Read(Yaml.Replace(right, wrong, StringComparison.Ordinal)).Mistakes, mistake => mistake.Problem.StartsWith(problem, StringComparison.Ordinal));

    private static RoutePolicy Route(string to) => Sample.Read(Yaml).Policy!.Routes.Single(route => route.To == to);
}
