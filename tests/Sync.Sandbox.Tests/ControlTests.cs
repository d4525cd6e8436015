using System.Diagnostics;
using System.Globalization;

namespace Sync.Sandbox.Tests;

public sealed class ControlTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task The_journal_holds_every_call_with_its_trace_and_can_be_read_on()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await _sandbox.Raw(_sandbox.Host.ActiveCampaignAddress, "GET", "/api/3/users/me?secret=x", null,
            ("Api-Token", "sandbox-key"), ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        await _sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "A" }, new { Last_Name = "B" } } });

        var all = await _sandbox.Control("GET", "/journal");
        var rest = await _sandbox.Control("GET", $"/journal?after={all.String("next")}");

        Assert.Equal(3, all.At("entries").GetArrayLength());
        Assert.Equal("/api/3/users/me", all.String("entries.0.path"));
        Assert.Equal(Trace, all.String("entries.0.trace"));
        Assert.Equal(("201", "2"), (all.String("entries.2.status"), all.String("entries.2.records")));
        Assert.Equal(0, rest.At("entries").GetArrayLength());
        Assert.Equal(1, (await _sandbox.Control("GET", "/journal?vendor=ac")).At("entries").GetArrayLength());
    }

    [Fact]
    public async Task The_summary_counts_records_statuses_and_the_densest_second()
    {
        for (var i = 0; i < 7; i++)
        {
            await _sandbox.Ac("GET", "users/me");
        }

        var summary = await _sandbox.Control("GET", "/summary");

        Assert.Equal("5", summary.String("activecampaign.callsByStatus.200"));
        Assert.Equal("2", summary.String("activecampaign.callsByStatus.429"));
        Assert.Equal("7", summary.String("activecampaign.maxCallsInOneSecond"));
    }

    [Fact]
    public async Task A_later_start_gives_no_id_again()
    {
        var start = new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
        await using var first = await TestSandbox.Start(start);
        await using var second = await TestSandbox.Start(start.AddSeconds(1));

        Assert.Equal((16, 16), (await Distance("activecampaign", "contacts"), await Distance("zoho", "Leads")));

        async Task<long> Distance(string vendor, string module) =>
            await FirstId(second, vendor, module) - await FirstId(first, vendor, module);
    }

    private static async Task<long> FirstId(TestSandbox sandbox, string vendor, string module)
    {
        await sandbox.Act(new { vendor, @do = "create", module, email = "a@x.test", set = new { Last_Name = "A" } });
        return long.Parse((await sandbox.Control("GET", $"/records/{vendor}/{module}")).String("0.id")!, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_reset_empties_records_journal_faults_and_limits_and_keeps_tokens()
    {
        await _sandbox.Insert("Leads", new { Last_Name = "A" });
        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "a@x.test" });
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", dailyCredits = (int?)null });
        await _sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "status" });

        await _sandbox.Control("POST", "/reset");

        Assert.Equal("0", (await _sandbox.Control("GET", "/summary")).String("zoho.records.Leads"));
        Assert.Equal("0", (await _sandbox.Control("GET", "/summary")).String("activecampaign.records.contacts"));
        Assert.Equal(0, (await _sandbox.Control("GET", "/journal")).At("entries").GetArrayLength());
        Assert.Equal("55000", (await _sandbox.Control("GET", "/limits")).String("zoho.dailyCredits"));
        Assert.Equal(200, (await _sandbox.Zoho("GET", "org")).Status);
    }

    [Theory]
    [InlineData("status", 429, 429)]
    [InlineData("html", 502, 502)]
    [InlineData("token-expired", 0, 401)]
    public async Task A_fault_strikes_matching_calls_as_often_as_told(string kind, int status, int expected)
    {
        await _sandbox.Zoho("GET", "org");
        await _sandbox.Control("POST", "/faults", new { vendor = "zoho", match = "^/crm/v8/org$", kind, status, retryAfter = 2, count = 1 });

        Assert.Equal(200, (await _sandbox.Zoho("GET", "users")).Status);
        var struck = await _sandbox.Zoho("GET", "org");
        _sandbox.ForgetToken();
        var after = await _sandbox.Zoho("GET", "org");

        Assert.Equal((expected, 200), (struck.Status, after.Status));
        Assert.Equal(kind == "html", struck.Text.StartsWith('<'));
        Assert.Equal(kind != "token-expired", struck.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task A_reset_connection_does_nothing_and_a_lost_answer_has_written()
    {
        await _sandbox.Zoho("GET", "org");
        await _sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "reset", count = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _sandbox.Insert("Leads", new { Last_Name = "A" }));
        Assert.Equal("0", (await _sandbox.Control("GET", "/summary")).String("zoho.records.Leads"));

        await _sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "timeout-after-write", count = 1, delayMs = 50 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _sandbox.Insert("Leads", new { Last_Name = "A" }));
        var summary = await _sandbox.Control("GET", "/summary");
        Assert.Equal("1", summary.String("zoho.records.Leads"));
        Assert.Equal("2", summary.String("zoho.callsByStatus.0"));
    }

    [Fact]
    public async Task A_slow_fault_delays_and_ends_with_the_others()
    {
        await _sandbox.Control("POST", "/faults", new { vendor = "ac", kind = "slow", delayMs = 300 });
        var watch = Stopwatch.StartNew();

        Assert.Equal(200, (await _sandbox.Ac("GET", "users/me")).Status);
        Assert.InRange(watch.ElapsedMilliseconds, 290, 5_000);
        Assert.Equal(0, (await _sandbox.Control("DELETE", "/faults")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Records_are_shown_as_the_vendor_returns_them()
    {
        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "ada@x.test", set = new { firstName = "Ada", MY_FIELD = "42" } });
        await _sandbox.Act(new { vendor = "ac", @do = "tag", email = "ada@x.test", value = "vip" });

        var reply = await _sandbox.Control("GET", "/records/activecampaign/contacts?email=ADA%40x.test");

        Assert.Equal(1, reply.Json.GetArrayLength());
        Assert.Equal("42", reply.String("0.fieldValues.0.value"));
        Assert.Equal(1, reply.At("0.contactTags").GetArrayLength());
        Assert.Equal(0, (await _sandbox.Control("GET", "/records/zoho/Leads")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Many_records_are_all_shown()
    {
        await _sandbox.Act(Enumerable.Range(0, 2_500).Select(i => new { vendor = "ac", @do = "create", email = $"p{i}@x.test" }));

        Assert.Equal(2_500, (await _sandbox.Control("GET", "/records/ac/contacts")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Two_persons_merged_in_the_crm_leave_the_master()
    {
        var master = await _sandbox.Insert("Contacts", new { Last_Name = "A", Email = "a@x.test" });
        await _sandbox.Insert("Contacts", new { Last_Name = "B", Email = "b@x.test", Phone = "1" });

        var reply = await _sandbox.Act(new { vendor = "zoho", @do = "merge", module = "Contacts", email = "a@x.test", value = "b@x.test" });

        Assert.Equal((master, "1"), (reply.String("0.id"), reply.String("0.Phone")));
        Assert.Equal("1", (await _sandbox.Control("GET", "/summary")).String("zoho.records.Contacts"));
    }

    [Theory]
    [InlineData("POST", "/faults", """{"vendor":"zoho","kind":"odd"}""", "Unknown kind")]
    [InlineData("POST", "/faults", """{"vendor":"hubspot","kind":"slow"}""", "Unknown vendor")]
    [InlineData("POST", "/faults", """{"vendor":"zoho","kind":"slow","match":"("}""", "regular expression")]
    [InlineData("POST", "/act", "x", "must be JSON")]
    [InlineData("GET", "/records/zoho/Nothing", null, "has no module")]
    [InlineData("GET", "/nothing", null, "No control call")]
    public async Task A_control_call_that_is_wrong_says_what_to_change(string method, string path, string? body, string words)
    {
        var reply = await _sandbox.Control(method, path, body);

        Assert.InRange(reply.Status, 400, 404);
        Assert.Contains(words, reply.String("error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_escapes_what_it_shows()
    {
        await _sandbox.Act(new { vendor = "ac", @do = "create", email = "a@x.test", set = new { firstName = "<script>alert(1)</script>" } });

        var page = await _sandbox.Control("GET", "/");

        Assert.Equal("text/html", page.ContentType);
        Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_answered(string path) => Assert.Equal(200, (await _sandbox.Control("GET", path)).Status);

    [Fact]
    public async Task Salesforce_keeps_its_port_and_says_that_it_is_not_there()
    {
        var reply = await _sandbox.Raw(_sandbox.Host.SalesforceAddress, "GET", "/services/data");

        Assert.Equal((501, "NOT_IMPLEMENTED"), (reply.Status, reply.String("0.errorCode")));
    }

    [Theory]
    [InlineData(new[] { "--zoho", "9000" }, 9000, null)]
    [InlineData(new string[0], 8092, null)]
    [InlineData(new[] { "--zoho", "x" }, 0, "must be a number")]
    [InlineData(new[] { "--hubspot", "1" }, 0, "Known: --control")]
    public void Arguments_are_read_or_refused_with_words(string[] args, int zoho, string? words)
    {
        if (words is null)
        {
            Assert.Equal(zoho, SandboxOptions.Read(args, _ => null).Zoho);
        }
        else
        {
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => SandboxOptions.Read(args, _ => null)).Message, StringComparison.Ordinal);
        }
    }
}
