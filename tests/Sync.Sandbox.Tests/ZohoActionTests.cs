namespace Sync.Sandbox.Tests;

public sealed class ZohoActionTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_merge_keeps_the_masters_values_but_those_named_and_moves_what_pointed_to_the_child()
    {
        var master = await _sandbox.Insert("Contacts", new { Last_Name = "Keep", Email = "keep@x.test", Phone = "1" });
        var child = await _sandbox.Insert("Contacts", new { Last_Name = "Drop", Phone = "2", Department = "Sales" });
        var deal = await _sandbox.Insert("Deals", new { Deal_Name = "D", Stage = "Qualification", Contact_Name = new { id = child } });

        var reply = await _sandbox.Zoho("POST", $"Contacts/{master}/actions/merge",
            new { merge = new[] { new { data = new[] { new { id = child, _fields = new[] { new { api_name = "Phone" } } } } } } });

        Assert.Equal("The records have been merged successfully", reply.String("merge.0.message"));
        var kept = await _sandbox.Zoho("GET", $"Contacts/{master}");
        Assert.Equal(("Keep", "2", null), (kept.String("data.0.Last_Name"), kept.String("data.0.Phone"), kept.String("data.0.Department")));
        Assert.Equal(204, (await _sandbox.Zoho("GET", $"Contacts/{child}")).Status);
        Assert.Equal(master, (await _sandbox.Zoho("GET", $"Deals/{deal}")).String("data.0.Contact_Name.id"));
        Assert.Equal("permanent", (await _sandbox.Zoho("GET", "Contacts/deleted")).String("data.0.type"));
    }

    [Theory]
    [InlineData("""{"merge":[{"data":[]}]}""", "MANDATORY_NOT_FOUND")]
    [InlineData("""{"merge":[{"data":[{"id":"1"},{"id":"2"},{"id":"3"}]}]}""", "LIMIT_EXCEEDED")]
    [InlineData("""{"merge":[{"data":[{"id":"5550100000009999999"}]}]}""", "INVALID_DATA")]
    public async Task A_merge_that_cannot_be_is_refused(string body, string code)
    {
        var master = await _sandbox.Insert("Leads", new { Last_Name = "A" });

        Assert.Equal(code, (await _sandbox.Zoho("POST", $"Leads/{master}/actions/merge", body)).String("code"));
    }

    [Fact]
    public async Task A_merge_costs_fifty_credits()
    {
        var master = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        var child = await _sandbox.Insert("Leads", new { Last_Name = "B" });
        var before = (await _sandbox.Control("GET", "/limits")).At("zoho.creditsUsed").GetInt32();

        await _sandbox.Zoho("POST", $"Leads/{master}/actions/merge", $$"""{"merge":[{"data":[{"id":"{{child}}"}]}]}""");

        Assert.Equal(50, (await _sandbox.Control("GET", "/limits")).At("zoho.creditsUsed").GetInt32() - before);
    }

    [Fact]
    public async Task An_owner_is_changed_with_what_is_related()
    {
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        var task = await _sandbox.Zoho("POST", "Tasks", $$"""{"data":[{"Subject":"Call","What_Id":{"id":"{{lead}}"},"$se_module":"Leads"}]}""");

        var reply = await _sandbox.Zoho("POST", "Leads/actions/change_owner",
            $$"""{"ids":["{{lead}}","77"],"owner":{"id":"5550100000000235012"},"related_modules":[{"api_name":"Tasks","id":"139"}]}""");

        Assert.Equal((207, "owner is successfully updated"), (reply.Status, reply.String("data.0.message")));
        Assert.Equal("Jonas Keller", (await _sandbox.Zoho("GET", $"Leads/{lead}")).String("data.0.Owner.name"));
        Assert.Equal("Jonas Keller", (await _sandbox.Zoho("GET", $"Tasks/{task.String("data.0.details.id")}")).String("data.0.Owner.name"));
    }

    [Fact]
    public async Task Nothing_can_be_given_to_who_has_left()
    {
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        var give = new { data = new[] { new { id = lead, Owner = new { id = "5550100000000235012" } } } };
        Assert.Equal(200, (await _sandbox.Zoho("PUT", "Leads", give)).Status);

        await _sandbox.Act(new { vendor = "zoho", @do = "update", module = "users", email = "jonas@acme.test", set = new { status = "disabled" } });

        Assert.Equal("INVALID_DATA", (await _sandbox.Zoho("PUT", "Leads", give)).String("data.0.code"));
        Assert.Equal("INVALID_DATA", (await _sandbox.Zoho(
            "POST", $"Leads/{lead}/actions/change_owner", """{"owner":{"id":"5550100000000235012"}}""")).String("code"));
        Assert.Equal(2, (await _sandbox.Zoho("GET", "users?type=DeactiveUsers")).At("users").GetArrayLength());
    }

    [Fact]
    public async Task An_assignment_rule_passes_over_who_has_left()
    {
        await _sandbox.Act(new { vendor = "zoho", @do = "update", module = "users", email = "jonas@acme.test", set = new { status = "disabled" } });
        var rule = (await _sandbox.Zoho("GET", "settings/automation/assignment_rules?module=Leads")).String("assignment_rules.0.id");

        for (var i = 0; i < 3; i++)
        {
            var id = (await _sandbox.Zoho("POST", "Leads", $$"""{"data":[{"Last_Name":"L{{i}}"}],"lar_id":"{{rule}}"}""")).String("data.0.details.id");
            Assert.Equal("Lea Novak", (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Owner.name"));
        }
    }

    [Theory]
    [InlineData("both", "delete,update")]
    [InlineData("delete", "delete")]
    [InlineData("update", "update")]
    [InlineData("none", "")]
    public async Task A_merge_notifies_as_the_account_is_made_to(string tells, string operations)
    {
        await using var receiver = await Receiver.Start();
        await _sandbox.Control("PUT", "/switches", new { vendor = "zoho", mergeTells = tells });
        await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });
        await _sandbox.Insert("Leads", new { Last_Name = "B", Email = "b@x.test" });
        await _sandbox.Zoho("POST", "actions/watch", new { watch = new[] { new { channel_id = "1", events = new[] { "Leads.all" }, notify_url = receiver.Address } } });

        await _sandbox.Act(new { vendor = "zoho", @do = "merge", module = "Leads", email = "a@x.test", value = "b@x.test" });

        var told = new List<string>();
        foreach (var _ in operations.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            told.Add((await receiver.Next()).Contains("\"operation\":\"delete\"", StringComparison.Ordinal) ? "delete" : "update");
        }

        Assert.Equal(operations, string.Join(',', told.Order()));
        Assert.True(await receiver.Silent());
    }

    [Fact]
    public async Task Conversion_options_show_what_a_lead_would_be_joined_with()
    {
        var contact = await _sandbox.Insert("Contacts", new { Last_Name = "Known", Email = "a@x.test" });
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "A@x.test", Company = "New" });
        var stranger = await _sandbox.Insert("Leads", new { Last_Name = "B" });

        Assert.Equal(contact, (await _sandbox.Zoho("GET", $"Leads/{lead}/__conversion_options")).String("__conversion_options.Contacts.0.id"));
        Assert.Equal(204, (await _sandbox.Zoho("GET", $"Leads/{stranger}/__conversion_options")).Status);
    }
}
