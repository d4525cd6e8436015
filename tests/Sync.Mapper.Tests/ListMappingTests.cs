using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>What a delivery says of a list that the rules name, and when it takes a look at the contact to know it.</summary>
public sealed class ListMappingTests
{
    private static readonly Policy.SyncPolicy Rules = PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(
        "      fields:\n", "      lists: [{ marketing: \"3\", sales: Newsletter }]\n      fields:\n", StringComparison.Ordinal));

    [Theory]
    [InlineData("subscribe", "admin", "true")]
    [InlineData("subscribe", "api", "true")]
    [InlineData("unsubscribe", "public", null)]
    public void What_leaves_nothing_open_is_said_and_nothing_is_read(string kind, string who, string? said)
    {
        var result = Map(kind, who, "3");

        Assert.Equal(said, result.Change.Fields["list:3"]);
        Assert.Null(result.Beside);
        Assert.Equal((1, 1), (ItemKey.Read(result.Change.Key).Part, ItemKey.Read(result.Change.Key).Parts));
    }

    [Theory]
    [InlineData("public")]
    [InlineData("")]
    public void Who_joins_by_himself_may_have_to_confirm_it_so_that_the_contact_is_read(string who)
    {
        var result = Map("subscribe", who, "3");

        Assert.DoesNotContain("list:3", result.Change.Fields);
        var read = Assert.Single(result.Beside!.Reads);
        Assert.Equal(("contacts", result.Change.RecordId, (2, 2)), (read.Module, read.RecordId, (ItemKey.Read(read.Key).Part, ItemKey.Read(read.Key).Parts)));
        var fact = Assert.Single(result.Beside.Facts);
        Assert.Equal((read.Key, Outcomes.Passed, false), (fact.Key, fact.Outcome, fact.Final));
        Assert.Contains("list:3", fact.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_list_that_the_rules_do_not_name_nothing_is_read() => Assert.Null(Map("subscribe", "public", "4").Beside);

    private static MapResult.Changed Map(string kind, string who, string list)
    {
        var body = SomeDelivery.Contact($"&initiated_from={who}&list={list}").Replace("type=update", $"type={kind}", StringComparison.Ordinal);
        return Assert.IsType<MapResult.Changed>(DeliveryMapping.Map(Rules, SomeDelivery.Of(body), Some.Moment.AddSeconds(2)));
    }
}
