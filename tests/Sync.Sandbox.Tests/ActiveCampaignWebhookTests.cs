namespace Sync.Sandbox.Tests;

public sealed class ActiveCampaignWebhookTests : IAsyncLifetime
{
    private static readonly string[] Everything =
        ["subscribe", "unsubscribe", "update", "contact_tag_added", "contact_tag_removed", "subscriber_note"];

    private TestSandbox _sandbox = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.Start();
        _receiver = await Receiver.Start();
        await _sandbox.Control("PUT", "/limits", new { vendor = "ac", requestsPerSecond = (int?)null });
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_body_is_encoded_as_php_does_it()
    {
        await Register("public", "admin", "api", "system");
        await _sandbox.Ac("POST", "contact/sync", new { contact = new { email = "a+b@x.test", firstName = "Åsa K", fieldValues = new[] { new { field = 27, value = "||Red||" } } } });

        var body = await _receiver.Next();

        Assert.StartsWith("type=subscribe&date_time=", body, StringComparison.Ordinal);
        Assert.Contains("&list=0&contact%5Bid%5D=", body, StringComparison.Ordinal);
        Assert.Contains("contact%5Bemail%5D=a%2Bb%40x.test", body, StringComparison.Ordinal);
        Assert.Contains("contact%5Bfirst_name%5D=%C3%85sa+K", body, StringComparison.Ordinal);
        Assert.Contains("contact%5Bfields%5D%5B27%5D=%7C%7CRed%7C%7C", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "new@x.test", "", "type=subscribe")]
    [InlineData("update", "a@x.test", "", "type=update")]
    [InlineData("tag", "a@x.test", "vip, & more", "tag=vip, & more")]
    [InlineData("subscribe", "a@x.test", "3", "list=3")]
    [InlineData("unsubscribe", "a@x.test", "1", "list[0][id]=1")]
    [InlineData("form", "b@x.test", "Demo", "form[name]=Demo")]
    public async Task A_person_acts_and_the_webhook_follows(string what, string email, string value, string expected)
    {
        await _sandbox.Act(new { vendor = "ac", @do = "import", email = "a@x.test" });
        await Register("public");

        await _sandbox.Act(new { vendor = "ac", @as = "public", @do = what, email, value, set = new { first_name = "Ada" } });

        var form = await _receiver.NextForm();
        Assert.Contains(expected + "\n", form, StringComparison.Ordinal);
        Assert.Contains("initiated_from=public\n", form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "b@x.test")]
    [InlineData("delete", "a@x.test")]
    [InlineData("score", "a@x.test")]
    public async Task The_vendor_tells_nobody_of(string what, string email)
    {
        await _sandbox.Act(new { vendor = "ac", @do = "import", email = "a@x.test" });
        await Register("public", "admin", "api", "system");

        await _sandbox.Act(new { vendor = "ac", @do = what, email, value = "5" });

        Assert.True(await _receiver.Silent());
    }

    [Fact]
    public async Task A_bulk_import_tells_nobody()
    {
        await Register("public", "admin", "api", "system");

        await _sandbox.Ac("POST", "import/bulk_import", new { contacts = new[] { new { email = "a@x.test" }, new { email = "b@x.test" } } });

        Assert.True(await _receiver.Silent());
    }

    [Fact]
    public async Task A_source_that_was_not_asked_for_is_not_heard()
    {
        await Register("public", "admin");

        await _sandbox.Ac("POST", "contact/sync", new { contact = new { email = "a@x.test" } });

        Assert.True(await _receiver.Silent());
    }

    [Fact]
    public async Task A_hook_whose_address_is_gone_stays_off()
    {
        await Register("admin");
        _receiver.Status = 410;
        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "a@x.test" });
        await _receiver.Next();
        await Until(async () => !(await _sandbox.Control("GET", "/webhooks")).At("activecampaign.registered.0.active").GetBoolean());

        _receiver.Status = 200;
        await _sandbox.Act(new { vendor = "ac", @do = "update", email = "a@x.test" });

        Assert.True(await _receiver.Silent());
    }

    [Fact]
    public async Task A_failed_delivery_is_never_repeated()
    {
        await Register("admin");
        _receiver.Status = 500;

        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "a@x.test" });

        await _receiver.Next();
        Assert.True(await _receiver.Silent());
        Assert.Equal("1", (await _sandbox.Control("GET", "/webhooks")).String("activecampaign.failed"));
    }

    [Fact]
    public async Task An_automation_sends_the_other_shape()
    {
        await _sandbox.Act(new { vendor = "ac", @do = "import", email = "a@x.test", set = new { UTM_SOURCE = "ads" } });

        await _sandbox.Act(new { vendor = "ac", @do = "automation", email = "a@x.test", value = "31", url = _receiver.Address });

        var form = await _receiver.NextForm();
        Assert.Contains("seriesid=31\n", form, StringComparison.Ordinal);
        Assert.Contains("contact[fields][utm_source]=ads\n", form, StringComparison.Ordinal);
        Assert.DoesNotContain("type=", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registered_hooks_survive_a_reset()
    {
        await Register("admin");
        await _sandbox.Control("POST", "/reset");

        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "a@x.test" });

        Assert.Contains("a%40x.test", await _receiver.Next(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 0.0, 0, "dropped")]
    [InlineData(0.0, 1.0, 2, "duplicated")]
    public async Task Deliveries_can_be_lost_or_come_twice(double drop, double duplicate, int deliveries, string counted)
    {
        await Register("admin");
        await _sandbox.Control("PUT", "/webhooks", new { vendor = "ac", drop, duplicate });

        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "a@x.test" });

        for (var i = 0; i < deliveries; i++)
        {
            await _receiver.Next();
        }

        Assert.True(await _receiver.Silent());
        Assert.Equal("1", (await _sandbox.Control("GET", "/webhooks")).String($"activecampaign.{counted}"));
    }

    private async Task Register(params string[] sources)
    {
        var reply = await _sandbox.Ac("POST", "webhooks", new { webhook = new { name = "t", url = _receiver.Address, events = Everything, sources } });
        Assert.Equal(201, reply.Status);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 100 && !await condition(); i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
