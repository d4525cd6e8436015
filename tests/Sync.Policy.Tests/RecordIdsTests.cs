namespace Sync.Policy.Tests;

public sealed class RecordIdsTests
{
    private static readonly string Yaml = Sample.Yaml.Replace(
        "      fields:\n", "      recordIds: { marketing: field:9, sales: Marketing_Id }\n      fields:\n", StringComparison.Ordinal);

    private static readonly SyncPolicy Rules = Sample.Read(Yaml).Policy!;

    private static RoutePolicy ToMarketing => Rules.RoutesTo("marketing").Single();

    [Fact]
    public void Each_side_gets_the_others_id_in_the_field_that_is_named_and_nobody_reads_it()
    {
        var ids = new Dictionary<string, string?> { ["record_at_sales"] = "L1", ["record_at_marketing"] = "17" };

        Assert.Equal("L1", Mapping.ToTarget(ToMarketing, ids, creating: false)["field:9"]);
        Assert.Equal("17", Mapping.ToTarget(Rules.RoutesTo("sales").Single(), ids, creating: true)["Marketing_Id"]);
        var said = Mapping.ToCanonical(Rules.RoutesFrom("marketing"), new Dictionary<string, string?> { ["field:9"] = "typed by hand" });
        Assert.Empty(said);
    }

    [Fact]
    public void It_goes_where_it_is_not_known_to_stand_and_not_a_second_time()
    {
        var known = RecordIds.Know(PersonState.Empty, "sales", "L1", Pair.At(1));
        Assert.Equal(["record_at_sales"], Lacking(known, null));

        var asked = Merge.Ask(known, "marketing", ["record_at_sales"], Pair.At(2));
        // Marketing tells of a later change before the answer is in: that says nothing of the field.
        Assert.Empty(Lacking(asked, Pair.At(9)));
        var learnt = Merge.Learn(asked, "marketing", Pair.At(3), new Dictionary<string, string?> { ["record_at_sales"] = "L1" });
        Assert.Empty(Lacking(learnt, null));
        Assert.Equal(["record_at_sales"], Lacking(RecordIds.Know(learnt, "sales", "C1", Pair.At(4)), null));
    }

    [Fact]
    public void What_is_known_already_changes_nothing()
    {
        var known = RecordIds.Know(PersonState.Empty, "sales", "L1", Pair.At(1));

        Assert.Same(known, RecordIds.Know(known, "sales", "L1", Pair.At(2)));
    }

    [Theory]
    [InlineData("marketing: field:9,", "marketing: phone,", "'phone' of marketing holds 'phone' already.", "a field of its own")]
    [InlineData("marketing: field:9,", "marketing: tags,", "'tags' of activecampaign cannot be written.", "text field")]
    [InlineData("marketing: field:9,", "marketting: field:9,", "'marketting' is not known here", "'marketing'?")]
    [InlineData("recordIds: { marketing: field:9, sales: Marketing_Id }", "recordIds: {}", "No field is named", "Add 'marketing: field:9'")]
    [InlineData("toSales: { createIn: Leads }", "toSales: none", "Nothing goes to sales", "toSales: { create: false }")]
    public void A_mistake_in_it_is_told_with_its_cure(string replace, string with, string problem, string cure)
    {
        Assert.Contains(replace, Yaml, StringComparison.Ordinal);
        var mistake = Assert.Single(Sample.Read(Yaml.Replace(replace, with, StringComparison.Ordinal)).Mistakes);

        Assert.Contains(problem, mistake.Problem, StringComparison.Ordinal);
        Assert.Contains(cure, mistake.Cure, StringComparison.Ordinal);
        Assert.True(mistake.Line > 0);
    }

    [Fact]
    public void The_page_of_rules_tells_of_it() => Assert.Contains(
        "`field:9` of marketing gets the id of the person's record at sales", RulesPage.Of(Rules), StringComparison.Ordinal);

    private static IReadOnlyList<string> Lacking(PersonState state, DateTimeOffset? heardAt) =>
        RouteDeciding.Decide(ToMarketing, state, isLinked: true, Pair.At(9), Rules.Same, onItsWaySince: _ => heardAt).Write;
}
