using Sync.Connectors.ActiveCampaign;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignKeyTests
{
    private static readonly ActiveCampaignWebhook Webhook = new();

    [Theory]
    [InlineData("a=1&b=2", "b=2&a=1")]
    [InlineData("a[x]=1+2", "a%5Bx%5D=1%202")]
    [InlineData("a=1&a=2", "a=2&a=1")]
    [InlineData("a=1&&", "a=1")]
    public void The_same_pairs_have_one_key_however_they_are_written(string one, string other) => Assert.Equal(Key(one), Key(other));

    [Theory]
    [InlineData("a=1&b=2", "a=1&b=3")]
    [InlineData("a=1", "a=1&a=1")]
    [InlineData("ab=c", "a=bc")]
    [InlineData("a=1%26b%3D2", "a=1&b=2")]
    [InlineData("a=b&c=", "a=bc")]
    [InlineData("a=%ff", "a=%fe")]
    [InlineData("a=1&b=2", "a=2&b=1")]
    public void Different_pairs_have_different_keys(string one, string other) => Assert.NotEqual(Key(one), Key(other));

    [Fact]
    public void Two_connections_have_different_keys_for_one_content() =>
        Assert.NotEqual(Webhook.Key("a", Some.Form("x=1")), Webhook.Key("b", Some.Form("x=1")));

    [Fact]
    public void The_key_does_not_depend_on_when_and_how_it_came()
    {
        var other = Some.Form("a=1", "secret=x") with { ReceivedAt = DateTimeOffset.UnixEpoch, ContentType = null };

        Assert.Equal(Key("a=1"), Webhook.Key("marketing", other));
    }

    [Fact]
    public void The_key_is_the_same_in_every_version() =>
        // A changed key would let every delivery that is sent again in a second time.
        Assert.Equal(Guid.Parse("b60f4fe0-f7e4-e2c3-9d56-a8e0e12b1272"), Key("type=update&contact%5Bid%5D=4812"));

    private static Guid Key(string form) => Webhook.Key("marketing", Some.Form(form));
}
