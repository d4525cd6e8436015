namespace Sync.Policy.Tests;

public sealed class RouteChoosingTests
{
    [Fact]
    public void A_route_without_rules_has_nothing_to_say() => Assert.Null(RouteChoosing.Choose(Route("{ createIn: Leads }"), Fields()));

    [Theory]
    [InlineData("vip, customer", null)]
    [InlineData("CUSTOMER", null)]
    [InlineData("vip", "only tag customer or partner")]
    [InlineData("", "only tag customer or partner")]
    [InlineData("customer;internal", "except tag internal")]
    public void What_must_hold_and_what_must_not_is_asked_of_the_source(string tags, string? rule)
    {
        var choice = RouteChoosing.Choose(
            Route("{ only: [{ tag: [customer, partner] }], except: [{ tag: internal }] }"), Fields(("tags", tags)))!;

        Assert.Equal(("people>sales", rule, false), (choice.Route, choice.Rule, choice.OnlyNew));
    }

    [Fact]
    public void What_the_source_did_not_say_keeps_out_only_new_persons()
    {
        var choice = RouteChoosing.Choose(Route("{ only: [{ list: 3 }], except: [{ form: 4 }] }"), Fields(("tags", "a")))!;

        Assert.Equal(("only list 3", true), (choice.Rule, choice.OnlyNew));
    }

    [Theory]
    [InlineData("Open", null)]
    [InlineData("open", null)]
    [InlineData("Won", "only field status Open")]
    public void A_field_is_compared_whole(string value, string? rule) => Assert.Equal(
        rule, RouteChoosing.Choose(Route("{ only: [{ field: status, is: Open }] }"), Fields(("status", value)))!.Rule);

    [Theory]
    [InlineData("something", null)]
    [InlineData(null, "only field status")]
    public void A_field_may_only_have_to_hold_something(string? value, string? rule) => Assert.Equal(
        rule, RouteChoosing.Choose(Route("{ only: [{ field: status }] }"), Fields(("status", value)))!.Rule);

    [Theory]
    [InlineData("customer", "people>sales/Contacts")]
    [InlineData("other", null)]
    public void The_first_rule_that_holds_says_where_a_new_person_is_created(string tags, string? createAs)
    {
        var route = Route("{ createElsewhere: [{ in: Contacts, when: { tag: customer } }, { in: Leads, when: { tag: customer } }] }");

        Assert.Equal(createAs, RouteChoosing.Choose(route, Fields(("tags", tags)))!.CreateAs);
    }

    private static RoutePolicy Route(string toSales) => Sample.Read(
        Sample.Yaml.Replace("{ createIn: Leads }", toSales, StringComparison.Ordinal)).Policy!.RoutesFrom("marketing").Single();

    private static Dictionary<string, string?> Fields(params (string Name, string? Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Value);
}
