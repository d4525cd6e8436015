using Sync.Policy;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>What the rules of routes say of a record travels with its change.</summary>
public sealed class RulesMappingTests
{
    private static readonly DateTimeOffset Now = Some.Moment.AddSeconds(2);

    [Fact]
    public void A_route_with_rules_sends_its_answer_along()
    {
        var change = Change(Rules("{ createIn: Leads }", "{ except: [{ tag: vip }] }"));

        var choice = Assert.Single(change.Routes!);
        Assert.Equal(("people>sales", "except tag vip"), (choice.Route, choice.Rule));
    }

    [Fact]
    public void Without_rules_nothing_is_sent_along()
    {
        var change = Change(PeoplePolicy.Read());

        Assert.Null(change.Routes);
        Assert.Null(change.Misses);
    }

    [Fact]
    public void A_value_that_is_no_choice_is_left_out_and_named()
    {
        var change = Change(Rules("sales: First_Name }", "sales: First_Name, values: { Eva: Eve } }"));

        Assert.Equal(["first_name"], change.Misses);
        Assert.DoesNotContain("first_name", change.Fields.Keys);
    }

    [Fact]
    public void An_address_that_is_nobodys_ends_there()
    {
        var rules = Rules("routes:", "identity: { placeholders: ada@* }\nroutes:");

        var ended = Assert.IsType<MapResult.Ended>(DeliveryMapping.Map(rules, SomeDelivery.Of(SomeDelivery.Contact()), Now));

        Assert.Equal(("filtered: placeholder", true), (ended.Outcome.Outcome, ended.Outcome.Final));
    }

    private static Contracts.PersonChange Change(SyncPolicy rules) =>
        Assert.IsType<MapResult.Changed>(DeliveryMapping.Map(rules, SomeDelivery.Of(SomeDelivery.Contact()), Now)).Change;

    private static SyncPolicy Rules(string replace, string with) =>
        PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(replace, with, StringComparison.Ordinal));
}
