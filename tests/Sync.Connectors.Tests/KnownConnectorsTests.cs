namespace Sync.Connectors.Tests;

public sealed class KnownConnectorsTests
{
    [Fact]
    public void Every_vendor_is_known_by_its_word() =>
        Assert.Equal(["activecampaign", "zoho"], KnownConnectors.All.Keys.Order());
}
