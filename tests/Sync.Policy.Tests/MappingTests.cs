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

    private static Dictionary<string, string?> Fields(params (string Name, string? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
