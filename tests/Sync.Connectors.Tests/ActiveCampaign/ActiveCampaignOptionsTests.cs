using Sync.Connectors.ActiveCampaign;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignOptionsTests
{
    [Theory]
    [InlineData("https://acme.api-us1.com")]
    [InlineData("https://acme.api-us1.com/")]
    [InlineData("https://acme.api-us1.com/api/3")]
    [InlineData("https://acme.api-us1.com/API/3/")]
    [InlineData(" https://acme.api-us1.com/api/3/?x=1#y ")]
    public void The_address_may_hold_the_path_of_the_api_or_not(string url) =>
        Assert.Equal("https://acme.api-us1.com/api/3/", ActiveCampaignOptions.Of(Some.ActiveCampaign(url)).Address.ToString());

    [Theory]
    [InlineData("url", "acme.api-us1.com")]
    [InlineData("url", "")]
    [InlineData("apiKey", "")]
    public void A_wrong_setting_is_named(string setting, string value)
    {
        var whole = Some.ActiveCampaign();
        var settings = whole with { Settings = new Dictionary<string, string>(whole.Settings) { [setting] = value } };

        var mistake = Assert.Throws<InvalidOperationException>(() => ActiveCampaignOptions.Of(settings));

        Assert.Contains($"'{setting}'", mistake.Message, StringComparison.Ordinal);
    }
}
