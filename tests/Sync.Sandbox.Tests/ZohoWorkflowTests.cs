using System.Text.Json;

namespace Sync.Sandbox.Tests;

public sealed class ZohoWorkflowTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.Start();
        _receiver = await Receiver.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_rule_sends_a_form_with_every_value_as_text()
    {
        await Rules(new
        {
            module = "Leads", url = _receiver.Address, on = new[] { "create" }, headers = new { X_Secret = "s" },
            parameters = new { lead_id = "${!Leads.id}", email = "${!Leads.Email}", out_out = "${!Leads.Email_Opt_Out}", score = "${!Leads.AC_Score}", from = "zoho" },
        });

        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "ada+1@x.test", Email_Opt_Out = true, AC_Score = 7 });

        Assert.Equal($"lead_id={id}\nemail=ada+1@x.test\nout_out=true\nscore=7\nfrom=zoho\n", await _receiver.NextForm());
        Assert.Equal("s", _receiver.LastHeader("X_Secret"));
    }

    [Fact]
    public async Task A_template_is_sent_as_raw_json_and_a_quotation_mark_breaks_it()
    {
        await Rules(new { module = "Leads", url = _receiver.Address, template = """{"name":"${!Leads.Last_Name}"}""" });

        await _sandbox.Insert("Leads", new { Last_Name = "Plain" });
        Assert.Equal("""{"name":"Plain"}""", await _receiver.Next());
        await _sandbox.Insert("Leads", new { Last_Name = "Say \"hi\"" });
        var broken = await _receiver.Next();
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<JsonElement>(broken));
    }

    [Theory]
    [InlineData("POST", "Leads", """{"data":[{"Last_Name":"B"}]}""", true)]
    [InlineData("POST", "Leads", """{"data":[{"Last_Name":"B"}],"trigger":[]}""", false)]
    [InlineData("POST", "Leads", """{"data":[{"Last_Name":"B"}],"trigger":["approval"]}""", false)]
    [InlineData("POST", "Leads", """{"data":[{"Last_Name":"B"}],"trigger":["workflow"]}""", true)]
    [InlineData("PUT", "Leads/ID", """{"data":[{"City":"Ulm"}]}""", true)]
    [InlineData("PUT", "Leads/ID", """{"data":[{"City":"Ulm"}],"trigger":[]}""", false)]
    [InlineData("POST", "Leads/upsert", """{"data":[{"Last_Name":"B","Email":"b@x.test"}],"trigger":[]}""", false)]
    [InlineData("DELETE", "Leads/ID", null, true)]
    [InlineData("DELETE", "Leads/ID?wf_trigger=false", null, false)]
    public async Task An_empty_trigger_mutes_workflows_but_not_notifications(string method, string path, string? body, bool runs)
    {
        await using var watcher = await Receiver.Start();
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        await Rules(new { module = "Leads", url = _receiver.Address });
        await _sandbox.Zoho("POST", "actions/watch", new { watch = new[] { new { channel_id = "1", events = new[] { "Leads.all" }, notify_url = watcher.Address } } });

        await _sandbox.Zoho(method, path.Replace("ID", id, StringComparison.Ordinal), body);

        Assert.NotEmpty(await watcher.Next());
        Assert.Equal(!runs, await _receiver.Silent());
    }

    [Fact]
    public async Task A_trigger_mutes_notifications_too_where_the_account_is_made_to()
    {
        await _sandbox.Control("PUT", "/switches", new { vendor = "zoho", triggerMutesWatch = true });
        await _sandbox.Zoho("POST", "actions/watch", new { watch = new[] { new { channel_id = "1", events = new[] { "Leads.all" }, notify_url = _receiver.Address } } });

        await _sandbox.Zoho("POST", "Leads", """{"data":[{"Last_Name":"B"}],"trigger":[]}""");
        Assert.True(await _receiver.Silent());
        await _sandbox.Zoho("POST", "Leads", """{"data":[{"Last_Name":"B"}]}""");
        Assert.NotEmpty(await _receiver.Next());
    }

    [Fact]
    public async Task A_rule_may_wait_for_one_field()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        await Rules(new { module = "Leads", url = _receiver.Address, on = new[] { "edit" }, fields = new[] { "Lead_Status" } });

        await _sandbox.Zoho("PUT", $"Leads/{id}", """{"data":[{"City":"Ulm"}]}""");
        Assert.True(await _receiver.Silent());
        await _sandbox.Act(new { vendor = "zoho", @do = "update", module = "Leads", id, set = new { Lead_Status = "Contacted" } });
        Assert.Equal($"id={id}\n", await _receiver.NextForm());
    }

    [Fact]
    public async Task Rules_are_shown_and_end_with_a_reset()
    {
        await Rules(new { module = "Leads", url = _receiver.Address });
        Assert.Equal("Leads", (await _sandbox.Control("GET", "/workflows")).String("zoho.rules.0.module"));

        await _sandbox.Control("POST", "/reset");

        Assert.Equal(0, (await _sandbox.Control("GET", "/workflows")).At("zoho.rules").GetArrayLength());
        Assert.Equal(400, (await Rules(new { module = "Notes", url = _receiver.Address })).Status);
        Assert.Equal(400, (await Rules(new { module = "Leads", url = "nowhere" })).Status);
    }

    private Task<Reply> Rules(params object[] rules) => _sandbox.Control("PUT", "/workflows", new { vendor = "zoho", rules });
}
