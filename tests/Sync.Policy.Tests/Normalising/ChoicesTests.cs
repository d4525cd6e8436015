using Sync.Policy.Normalising;

namespace Sync.Policy.Tests.Normalising;

public sealed class ChoicesTests
{
    private static readonly Dictionary<string, string> German = new() { ["rot"] = "Red", ["hell blau"] = "Light Blue" };
    private static readonly NormalisingRules Closed = new() { Choices = new ChoiceTable(["Red", "Light Blue"], German) };
    private static readonly NormalisingRules Falling = new() { Choices = new ChoiceTable(["Red"], German, fallback: "Other") };

    [Theory]
    [InlineData("Red", "Red")]
    [InlineData(" rED ", "Red")]
    [InlineData("ROT", "Red")]
    [InlineData("light  blue", "Light Blue")]
    [InlineData("Green", null)]
    [InlineData("", "")]
    public void A_text_becomes_the_choice_that_it_means(string typed, string? choice) =>
        Assert.Equal(choice, Read.As(FieldType.Picklist, typed, Closed));

    [Fact]
    public void What_is_no_choice_becomes_the_fallback_if_there_is_one()
    {
        Assert.Equal("Other", Read.As(FieldType.Picklist, "Green", Falling));
        Assert.Equal("Green", Read.As(FieldType.Picklist, "Green"));
    }

    [Fact]
    public void A_choice_stays_one_even_if_it_is_a_spelling_of_another()
    {
        var swapped = new NormalisingRules
        {
            Choices = new ChoiceTable([], new Dictionary<string, string> { ["new"] = "open", ["open"] = "closed" }),
        };

        Assert.Equal("open", Read.As(FieldType.Picklist, "new", swapped));
        Assert.Equal("open", Read.As(FieldType.Picklist, "open", swapped));
    }

    [Theory]
    [InlineData("||Red||Light Blue||")]
    [InlineData("||light blue||rot||Red||")]
    [InlineData("[\"Light Blue\",\"Red\"]")]
    [InlineData("Red;Light Blue")]
    [InlineData(" Red ; hell blau ;")]
    public void Every_spelling_of_a_list_becomes_one(string typed) =>
        Assert.Equal("||Light Blue||Red||", Read.As(FieldType.MultiSelect, typed, Closed));

    [Theory]
    [InlineData("||||")]
    [InlineData("[]")]
    [InlineData(";")]
    [InlineData("")]
    public void A_list_of_nothing_is_nothing(string typed) => Assert.Equal("", Read.As(FieldType.MultiSelect, typed, Closed));

    [Fact]
    public void A_list_keeps_commas_and_brackets_of_its_choices()
    {
        Assert.Equal("||Bread, fresh||", Read.As(FieldType.MultiSelect, "Bread, fresh"));
        Assert.Equal("||[draft||", Read.As(FieldType.MultiSelect, "[draft"));
        Assert.Equal("||a;b||c||", Read.As(FieldType.MultiSelect, "||a;b||c||"));
        Assert.Equal("||a||", Read.As(FieldType.MultiSelect, "[\"a\u200B|\"]"));
    }

    [Fact]
    public void One_text_that_is_no_choice_spoils_the_list_unless_there_is_a_fallback()
    {
        Assert.Null(Read.As(FieldType.MultiSelect, "Red;Green", Closed));
        Assert.Equal("||Other||Red||", Read.As(FieldType.MultiSelect, "Red;Green", Falling));
    }

    [Fact]
    public void Neither_order_nor_case_nor_form_makes_a_difference()
    {
        Assert.True(Read.Same(FieldType.MultiSelect, "||Red||Blue||", "[\"blue\",\"RED\"]"));
        Assert.False(Read.Same(FieldType.MultiSelect, "||Red||", "||Red||Blue||"));
        Assert.True(Read.Same(FieldType.Picklist, "Light blue", "light  BLUE"));
    }

    [Theory]
    [InlineData("1", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("on", "true")]
    [InlineData("Ja", "true")]
    [InlineData("sí", "true")]
    [InlineData("0", "false")]
    [InlineData("false", "false")]
    [InlineData("NO", "false")]
    [InlineData("não", "false")]
    [InlineData("", "")]
    [InlineData("2", null)]
    [InlineData("maybe", null)]
    public void Yes_and_no_have_one_spelling(string typed, string? truth) => Assert.Equal(truth, Read.As(FieldType.Boolean, typed));

    [Fact]
    public void Words_for_yes_and_no_can_be_added_and_win()
    {
        var rules = new NormalisingRules { Truth = new TruthWords(["Opt-in"], ["x"]) };

        Assert.Equal("true", Read.As(FieldType.Boolean, "OPT-IN", rules));
        Assert.Equal("false", Read.As(FieldType.Boolean, "X", rules));
    }
}
