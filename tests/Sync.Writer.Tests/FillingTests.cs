using Sync.Connectors;
using Sync.Policy;
using Sync.Testing;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class FillingTests
{
    private static readonly RoutePolicy Usual = Route("toMarketing: none");
    private static readonly RoutePolicy Filling = Route("toMarketing: none", "sales: Phone }", "sales: Phone, toSales: fill }");
    private static readonly RoutePolicy FillingDuplicates = Route("toMarketing: none", "createIn: Leads", "onDuplicate: fill");
    private static readonly RoutePolicy CreateOnly = Route("toMarketing: none", "createIn: Leads", "update: false");

    [Fact]
    public void Only_what_may_only_fill_makes_a_look_necessary()
    {
        var unit = SomeWork.Unit(SomeWork.Pending(1, 0, ("phone", "1")));

        Assert.False(Lanes.Filling.MustLook(Usual, unit));
        Assert.True(Lanes.Filling.MustLook(Filling, unit));
        Assert.False(Lanes.Filling.MustLook(Filling, SomeWork.Unit(SomeWork.Pending(1, 0, ("first_name", "Ada")))));
    }

    [Fact]
    public void What_stands_there_is_spared_and_told_and_the_rest_is_written()
    {
        var unit = SomeWork.Unit(SomeWork.Pending(1, 0, ("phone", "1"), ("first_name", "Ada")));

        var spared = Lanes.Filling.Spare(Filling, unit, Lead(("Phone", "9"), ("First_Name", "Eva")));

        Assert.Equal([KeyValuePair.Create("first_name", (string?)"Ada")], spared.Fields);
        Assert.Equal("9", WorkJson.Read(spared.Newest.Fields)["phone"]);
        Assert.Equal(unit.Newest.Id, spared.Newest.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void What_is_empty_is_filled(string? held)
    {
        var unit = SomeWork.Unit(SomeWork.Pending(1, 0, ("phone", "1")));

        Assert.Same(unit, Lanes.Filling.Spare(Filling, unit, Lead(("Phone", held))));
    }

    [Fact]
    public void A_record_that_nobody_linked_is_only_filled_where_the_rules_say_so()
    {
        var unit = SomeWork.Unit(SomeWork.Pending(1, 0, ("phone", "1"), ("last_name", "Lovelace"), ("first_name", "Ada")));
        var found = Lead(("Phone", "9"), ("First_Name", null), ("Last_Name", "(not given)"));

        Assert.Equal(3, Lanes.Filling.Spare(Usual, unit, found).Fields.Count);
        Assert.Equal(["first_name", "last_name"], Lanes.Filling.Spare(FillingDuplicates, unit, found).Fields.Keys.Order());
        Assert.Equal(["first_name", "last_name"], Lanes.Filling.Spare(CreateOnly, unit, found).Fields.Keys.Order());
    }

    [Fact]
    public void A_record_that_was_linked_is_no_duplicate()
    {
        var unit = SomeWork.Unit(SomeWork.Pending(1, 0, ("phone", "1")) with { Module = "Leads", RecordId = "L1" });

        Assert.Same(unit, Lanes.Filling.Spare(FillingDuplicates, unit, Lead(("Phone", "9"))));
    }

    private static FoundRecord Lead(params (string Name, string? Value)[] fields) =>
        new("Leads", "L1", "ada@example.test", fields.ToDictionary(field => field.Name, field => field.Value));

    private static RoutePolicy Route(string anchor, string replace = "", string with = "")
    {
        var yaml = PeoplePolicy.BothWays.Replace("toMarketing: { create: true }", anchor, StringComparison.Ordinal);
        return PeoplePolicy.Read(replace.Length == 0 ? yaml : yaml.Replace(replace, with, StringComparison.Ordinal))
            .RoutesFrom("marketing").Single();
    }
}
