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

    [Theory]
    [InlineData("type=update&date_time=2026-03-04T09%3A15%3A27-06%3A00&contact[id]=1")]
    [InlineData("type=update&date_time_iso=2026-03-04T09%3A15%3A27-06%3A00&contact[id]=1")]
    public void The_key_of_what_says_when_does_not_depend_on_when_and_how_it_came(string form)
    {
        var other = Some.Form(form, "secret=x") with { ReceivedAt = DateTimeOffset.UnixEpoch, ContentType = null };

        Assert.Equal(Key(form), Webhook.Key("marketing", other));
    }

    [Theory]
    [InlineData("seriesid=31&contact[id]=4812&contact[email]=nora@example.test")]
    [InlineData("type=update&date_time=&contact[id]=4812")]
    [InlineData("a=1&date_time=+++")]
    public void What_says_no_time_is_a_repetition_within_ten_seconds_and_news_later(string form)
    {
        Assert.Equal(At(form, 0), At(form, 9.9));
        Assert.NotEqual(At(form, 0), At(form, 10));
        Assert.NotEqual(At(form, 10), At(form, 20));
    }

    [Fact]
    public void The_key_is_the_same_in_every_version() =>
        // A changed key would let every delivery that is sent again in a second time.
        Assert.Equal(
            Guid.Parse("01c2ccab-1943-97b5-9c45-a7b186a2a794"),
            Key("type=update&contact%5Bid%5D=4812&date_time=2026-03-04T09%3A15%3A27-06%3A00"));

    [Theory]
    [InlineData("date_time=2026-03-04T09%3A15%3A27-06%3A00", "01c2")]
    [InlineData("date_time=2026-03-04+09%3A15%3A27", "01c2")]
    [InlineData("date_time=2026-03-32T09%3A15%3A27", "00000000")]
    [InlineData("date_time=2026-03-04T2x%3A15%3A27", "00000000")]
    [InlineData("date_time=9999999999", "00000000")]
    public void Keys_of_one_time_lie_side_by_side(string form, string start)
    {
        Assert.StartsWith(start, Key(form + "&contact[id]=1").ToString(), StringComparison.Ordinal);
        Assert.Equal(Key(form + "&contact[id]=1").ToString()[..8], Key(form + "&contact[id]=2").ToString()[..8]);
        Assert.NotEqual(Key(form + "&contact[id]=1"), Key(form + "&contact[id]=2"));
    }

    private static Guid At(string form, double seconds) =>
        Webhook.Key("marketing", Some.Form(form) with { ReceivedAt = Some.Received.AddSeconds(seconds) });

    private static Guid Key(string form) => Webhook.Key("marketing", Some.Form(form));
}
