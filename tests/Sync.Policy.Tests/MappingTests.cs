namespace Sync.Policy.Tests;

public sealed class MappingTests
{
    private static readonly RoutePolicy Route = Sample.Read(Sample.Yaml).Policy!.Routes[0];

    [Fact]
    public void Absent_stays_absent_and_empty_becomes_null()
    {
        var canonical = Mapping.ToCanonical(Route, new Dictionary<string, string?>
        {
            ["email"] = " Ada@Example.test ",
            ["phone"] = "  ",
            ["unknown"] = "x",
        });

        Assert.Equal(new Dictionary<string, string?> { ["email"] = "Ada@Example.test", ["phone"] = null }, canonical);
    }

    [Fact]
    public void A_character_that_no_database_takes_is_left_out()
    {
        var canonical = Mapping.ToCanonical(Route, new Dictionary<string, string?> { ["phone"] = "\0+46\0 70" });

        Assert.Equal("+46 70", canonical["phone"]);
    }

    [Fact]
    public void A_new_record_gets_fallbacks_and_no_empty_fields()
    {
        var target = Mapping.ToTarget(Route, Fields(("email", "a@b.c"), ("last_name", null), ("phone", null)), creating: true);

        Assert.Equal(Fields(("Email", "a@b.c"), ("Last_Name", "(not given)")), target);
    }

    [Fact]
    public void A_fallback_fills_an_absent_field_of_a_new_record()
    {
        Assert.Equal("(not given)", Mapping.ToTarget(Route, Fields(("email", "a@b.c")), creating: true)["Last_Name"]);
    }

    [Fact]
    public void A_record_that_exists_is_emptied_where_it_may_be()
    {
        var target = Mapping.ToTarget(Route, Fields(("last_name", null), ("phone", null)), creating: false);

        Assert.Equal(Fields(("Phone", null)), target);
    }

    [Fact]
    public void A_record_that_exists_keeps_what_is_absent()
    {
        var target = Mapping.ToTarget(Route, Fields(("last_name", "Lovelace"), ("other", "x")), creating: false);

        Assert.Equal(Fields(("Last_Name", "Lovelace")), target);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void What_a_new_record_cannot_do_without_is_named(string? email)
    {
        Assert.Equal(["email"], Mapping.MissingRequired(Route, Fields(("email", email))));
        Assert.Equal(["email"], Mapping.MissingRequired(Route, Fields()));
    }

    [Fact]
    public void What_has_a_fallback_is_not_missing()
    {
        Assert.Empty(Mapping.MissingRequired(Route, Fields(("email", "a@b.c"))));
    }

    [Fact]
    public void What_was_sent_as_a_fallback_comes_back_as_nothing()
    {
        var back = Sample.Read(Sample.Yaml).Policy!.RoutesFrom("sales").Single();

        Assert.Null(Mapping.ToCanonical(back, Fields(("Last_Name", "(not given)")))["last_name"]);
        Assert.Equal("Lovelace", Mapping.ToCanonical(back, Fields(("Last_Name", "Lovelace")))["last_name"]);
    }

    [Theory]
    [InlineData("sales", "pro", "Professional")]
    [InlineData("sales", "PRO", "Professional")]
    [InlineData("sales", "unheard of", "Other")]
    [InlineData("marketing", "Professional", "pro")]
    [InlineData("marketing", "Unheard of", "other")]
    public void A_choice_is_translated_both_ways(string target, string value, string expected)
    {
        var route = WithPlan(", otherwise: other").Routes.Single(route => route.To == target);

        var ours = Mapping.ToCanonical(route, Fields((route.Fields[2].From, value)));

        Assert.Equal(expected, Mapping.ToTarget(route, ours, creating: false)[route.Fields[2].To]);
        Assert.Empty(Mapping.Misses(route, Fields((route.Fields[2].From, value))));
    }

    [Fact]
    public void A_value_that_is_no_choice_is_left_out_and_named_and_an_empty_one_is_not()
    {
        var route = WithPlan("").RoutesFrom("marketing").Single();

        Assert.Empty(Mapping.ToCanonical(route, Fields(("phone", "free"))));
        Assert.Equal(["phone"], Mapping.Misses(route, Fields(("phone", "free"), ("email", "x"))));
        Assert.Null(Mapping.ToCanonical(route, Fields(("phone", "")))["phone"]);
    }

    [Fact]
    public void What_does_not_go_a_way_is_known_and_not_sent()
    {
        var route = Spoilt("sales: Phone", "sales: Phone, toSales: none").RoutesFrom("marketing").Single();

        Assert.Equal("1", Mapping.ToCanonical(route, Fields(("phone", "1")))["phone"]);
        Assert.Empty(Mapping.ToTarget(route, Fields(("phone", "1")), creating: false));
    }

    [Theory]
    [InlineData("lower", "ADA Byron", "ada byron")]
    [InlineData("upper", "ada", "ADA")]
    [InlineData("title", "ada BYRON", "Ada Byron")]
    [InlineData("digits", "+46 (70)", "4670")]
    [InlineData("digits", "none", null)]
    [InlineData("first-word", "Ada King Byron", "Ada")]
    [InlineData("other-words", "Ada King  Byron", "King  Byron")]
    [InlineData("other-words", "Ada", null)]
    [InlineData("[first-word, upper]", "Ada King", "ADA")]
    public void A_transform_changes_what_comes_in(string transforms, string value, string? expected)
    {
        var route = Spoilt("sales: Phone", $"sales: Phone, transforms: {transforms}").RoutesFrom("marketing").Single();

        Assert.Equal(expected, Mapping.ToCanonical(route, Fields(("phone", value)))["phone"]);
    }

    private static SyncPolicy WithPlan(string more) =>
        Spoilt("sales: Phone", "sales: Phone, values: { pro: Professional, other: Other }" + more);

    private static SyncPolicy Spoilt(string replace, string with) =>
        Sample.Read(Sample.Yaml.Replace(replace, with, StringComparison.Ordinal)).Policy!;

    private static Dictionary<string, string?> Fields(params (string Name, string? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
