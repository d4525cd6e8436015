using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>Who joins a list by himself that asks for confirmation says so in a part of the delivery of its own.</summary>
public sealed class OptInClaimsTests
{
    private static readonly DateTimeOffset Now = Some.Moment.AddSeconds(2);

    private static readonly Policy.SyncPolicy Rules = PeoplePolicy.Read(PeoplePolicy.BothWays.Replace(
        "      fields:\n",
        "      fields:\n        - { name: opted_out, marketing: unsubscribed, sales: Email_Opt_Out, type: optout, confirmedLists: [\"3\", \"5\"] }\n",
        StringComparison.Ordinal));

    [Theory]
    [InlineData("subscribe", "public", "3", "3")]
    [InlineData("subscribe", "public", "4", null)]
    [InlineData("subscribe", "public", "0", null)]
    [InlineData("subscribe", "admin", "3", null)]
    [InlineData("subscribe", "api", "3", null)]
    [InlineData("subscribe", "system", "3", null)]
    [InlineData("subscribe", "", "3", null)]
    [InlineData("unsubscribe", "public", "3", null)]
    [InlineData("update", "public", "3", null)]
    public void Only_the_persons_own_word_on_a_list_that_the_rules_name_counts(string kind, string who, string list, string? claimed)
    {
        var change = Changed(SomeDelivery.Contact($"&initiated_from={who}&list={list}").Replace("type=update", $"type={kind}", StringComparison.Ordinal));

        Assert.Equal(claimed, change.OptIn?.Lists.Single());
        Assert.Equal(claimed is null ? (1, 1) : (1, 2), (ItemKey.Read(change.Key).Part, ItemKey.Read(change.Key).Parts));
        Assert.True(claimed is null || ItemKey.Read(change.OptIn!.Key) is { Part: 2, Parts: 2 });
    }

    [Fact]
    public void What_was_read_of_it_says_no_field_but_that_the_opt_out_is_over_and_when_he_joined()
    {
        var read = new RecordRead
        {
            Key = "4711:2/2", DeliveryId = 4711, Connection = "marketing", Kind = "opt-in", Module = "contacts", RecordId = "7", HintedAt = Some.Moment,
            ReceivedAt = Some.Moment.AddSeconds(1), IsThere = true, Fields = new Dictionary<string, string?>(), IsConfirmedOptIn = true,
        };

        var change = Assert.IsType<MapResult.Changed>(RecordMapping.Map(Rules, read, Now)).Change;

        Assert.Equal(("4711:2/2", true, Some.Moment, null), (change.Key, change.IsConfirmedOptIn, change.ChangedAt, change.Email));
        Assert.Equal(["opted_out=false"], change.Fields.Select(field => $"{field.Key}={field.Value}"));
    }

    private static PersonChange Changed(string body) => Assert.IsType<MapResult.Changed>(DeliveryMapping.Map(Rules, SomeDelivery.Of(body), Now)).Change;
}
