using System.Diagnostics;
using System.Text.Json;

namespace Sync.Sandbox.Tests;

/// <summary>The control port as it is promised to those who know nothing of the code: each call, each kind of fault, each act.</summary>
public sealed class ControlContractTests(SandboxProgram sandbox) : IClassFixture<SandboxProgram>, IAsyncLifetime
{
    private static readonly string[] All = ["Leads.all", "Contacts.all"];

    public async ValueTask InitializeAsync() => await sandbox.Reset();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_journal_tells_every_call_with_all_that_is_promised_and_can_be_read_on_in_parts()
    {
        var token = await sandbox.Token();
        await sandbox.Ac("GET", "contacts?email=secret%40x.test");
        await sandbox.Ac("GET", "contacts", key: "wrong");
        await sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "A" }, new { Last_Name = "B" } } }, token);

        var all = await sandbox.Control("GET", "/journal?vendor=&after=0&limit=1000");
        var first = await sandbox.Control("GET", "/journal?limit=1");
        var rest = await sandbox.Control("GET", $"/journal?after={first.String("next")}&limit=1000");

        Assert.Equal(
            [("zoho", "POST", "/oauth/v2/token", "200", "0"), ("activecampaign", "GET", "/api/3/contacts", "200", "0"),
             ("activecampaign", "GET", "/api/3/contacts", "403", "0"), ("zoho", "POST", "/crm/v8/Leads", "201", "2")],
            all.At("entries").EnumerateArray().Select(Facts));
        Assert.All(all.At("entries").EnumerateArray(), entry =>
        {
            Assert.True(entry.GetProperty("ms").GetDouble() >= 0);
            Assert.InRange(entry.GetProperty("at").GetDateTime(), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
        });
        Assert.Equal(
            all.At("entries").EnumerateArray().Skip(1).Select(entry => entry.GetProperty("seq").GetInt64()),
            rest.At("entries").EnumerateArray().Select(entry => entry.GetProperty("seq").GetInt64()));
        Assert.Equal(2, (await sandbox.Control("GET", "/journal?vendor=activecampaign")).At("entries").GetArrayLength());
        Assert.DoesNotContain("secret", all.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zoho", "Leads", """{"Last_Name":"L","Email":"a@x.test"}""")]
    [InlineData("zoho", "Contacts", """{"Last_Name":"L","Email":"a@x.test"}""")]
    [InlineData("zoho", "Accounts", """{"Account_Name":"X"}""")]
    [InlineData("zoho", "Deals", """{"Deal_Name":"D","Stage":"Qualification"}""")]
    [InlineData("zoho", "Tasks", """{"Subject":"Call"}""")]
    public async Task Records_are_those_that_the_vendor_returns(string vendor, string module, string set)
    {
        var made = await sandbox.Act(new { vendor, @do = "create", module, set = JsonSerializer.Deserialize<JsonElement>(set) });
        var shown = await sandbox.Control("GET", $"/records/{vendor}/{module}");
        var returned = await sandbox.Zoho("GET", $"{module}/{made.String("0.id")}");

        Assert.Equal(returned.String("data.0.id"), shown.String("0.id"));
        Assert.All(
            JsonSerializer.Deserialize<Dictionary<string, string>>(set)!,
            field => Assert.Equal((field.Value, field.Value), (shown.String($"0.{field.Key}"), returned.String($"data.0.{field.Key}"))));
    }

    [Fact]
    public async Task Notes_and_contacts_of_marketing_are_shown_too_and_are_found_by_address_whatever_its_case()
    {
        var lead = (await sandbox.Act(new { vendor = "zoho", @do = "create", module = "Leads", email = "a@x.test" })).String("0.id")!;
        await sandbox.Act(new
        {
            vendor = "zoho", @do = "create", module = "Notes",
            set = new { Note_Content = "n", Parent_Id = new { id = lead, module = new { api_name = "Leads" } } },
        });
        await sandbox.Act(new[] { "a@x.test", "b@x.test" }.Select(email => new { vendor = "activecampaign", @do = "create", module = "contacts", email }));

        Assert.Equal("n", (await sandbox.Control("GET", "/records/zoho/Notes")).String("0.Note_Content"));
        var contact = await sandbox.Control("GET", "/records/activecampaign/contacts?email=A%40X.test");
        Assert.Equal((1, "a@x.test"), (contact.Json.GetArrayLength(), contact.String("0.email")));
        Assert.Equal(1, (await sandbox.Control("GET", "/records/zoho/Leads?email=A%40X.test")).Json.GetArrayLength());
        Assert.Equal(0, (await sandbox.Control("GET", "/records/zoho/Leads?email=nobody%40x.test")).Json.GetArrayLength());
    }

    [Fact]
    public async Task The_summary_counts_records_duplicates_statuses_and_the_densest_second()
    {
        var token = await sandbox.Token();
        await sandbox.Zoho("POST", "Leads", new { data = new[] { new { Last_Name = "A", Email = "a@x.test" }, new { Last_Name = "B", Email = "A@x.test" } } }, token);
        for (var i = 0; i < 7; i++)
        {
            await sandbox.Ac("GET", "users/me");
        }

        var summary = await sandbox.Control("GET", "/summary");

        Assert.Equal(("2", "0", "1"), (summary.String("zoho.records.Leads"), summary.String("zoho.records.Contacts"), summary.String("zoho.duplicatesByEmail")));
        Assert.Equal(("5", "2"), (summary.String("activecampaign.callsByStatus.200"), summary.String("activecampaign.callsByStatus.429")));
        Assert.Equal("7", summary.String("activecampaign.maxCallsInOneSecond"));
        Assert.Equal(("1", "1"), (summary.String("zoho.callsByStatus.200"), summary.String("zoho.callsByStatus.201")));
    }

    [Theory]
    [InlineData("activecampaign")]
    [InlineData("zoho")]
    public async Task A_status_is_answered_with_its_wait_as_often_as_told_and_where_told(string vendor)
    {
        await sandbox.Control("POST", "/faults", new { vendor, match = "/(contacts|Leads)", kind = "status", status = 503, retryAfter = 2, count = 2 });

        var elsewhere = vendor == "zoho" ? await sandbox.Zoho("GET", "org") : await sandbox.Ac("GET", "users/me");
        var struck = new List<Reply>();
        for (var i = 0; i < 3; i++)
        {
            struck.Add(vendor == "zoho" ? await sandbox.Zoho("GET", "Leads?fields=id") : await sandbox.Ac("GET", "contacts"));
        }

        Assert.Equal(200, elsewhere.Status);
        Assert.Equal([503, 503, vendor == "zoho" ? 204 : 200], struck.Select(reply => reply.Status));
        Assert.Equal("2", Assert.Single(struck[0].Headers.GetValues("Retry-After")));
    }

    [Fact]
    public async Task A_reset_line_has_written_nothing_and_a_lost_answer_has_written()
    {
        var lead = new { data = new[] { new { Last_Name = "A" } } };
        var token = await sandbox.Token();
        await sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "reset", count = 1 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sandbox.Zoho("POST", "Leads", lead, token));
        Assert.Equal("0", (await sandbox.Control("GET", "/summary")).String("zoho.records.Leads"));

        await sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "timeout-after-write", count = 1, delayMs = 100 });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => sandbox.Zoho("POST", "Leads", lead, token));
        Assert.Equal("1", (await sandbox.Control("GET", "/summary")).String("zoho.records.Leads"));
    }

    [Fact]
    public async Task Slow_and_html_are_slow_and_html_and_end_after_their_seconds_or_when_told()
    {
        await sandbox.Control("POST", "/faults", new { vendor = "activecampaign", kind = "slow", delayMs = 400, seconds = 1 });
        var watch = Stopwatch.StartNew();
        Assert.Equal(200, (await sandbox.Ac("GET", "users/me")).Status);
        Assert.InRange(watch.ElapsedMilliseconds, 390, 5_000);

        await sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "html", status = 502 });
        var page = await sandbox.Zoho("GET", "org", token: "any");
        Assert.Equal((502, "text/html"), (page.Status, page.ContentType));
        Assert.StartsWith("<", page.Text, StringComparison.Ordinal);

        Assert.Equal("[]", (await sandbox.Control("DELETE", "/faults")).Text);
        Assert.Equal(200, (await sandbox.Zoho("GET", "org")).Status);
    }

    [Fact]
    public async Task A_fault_ends_by_itself_after_its_seconds()
    {
        await sandbox.Control("POST", "/faults", new { vendor = "activecampaign", kind = "status", status = 500, seconds = 0.3 });
        Assert.Equal(500, (await sandbox.Ac("GET", "users/me")).Status);

        await Task.Delay(350, TestContext.Current.CancellationToken);

        Assert.Equal(200, (await sandbox.Ac("GET", "users/me")).Status);
    }

    [Fact]
    public async Task A_token_that_is_made_to_expire_is_refused_until_a_new_one_is_fetched()
    {
        var token = await sandbox.Token();
        await sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "token-expired", count = 1 });

        var refused = await sandbox.Zoho("GET", "org", token: token);
        var again = await sandbox.Zoho("GET", "org", token: token);

        Assert.Equal((401, "INVALID_TOKEN"), (refused.Status, refused.String("code")));
        Assert.Equal(401, again.Status);
        Assert.Equal(200, (await sandbox.Zoho("GET", "org")).Status);
    }

    [Theory]
    [InlineData("partial")]
    [InlineData("lock")]
    public async Task Some_items_of_a_batch_fail_and_the_others_are_written(string kind)
    {
        var batch = new { data = Enumerable.Range(0, 10).Select(i => new { Last_Name = $"L{i}" }) };
        await sandbox.Control("POST", "/faults", new { vendor = "zoho", kind, rate = 0.3, count = 1 });

        var reply = await sandbox.Zoho("POST", "Leads", batch);

        var states = reply.At("data").EnumerateArray().Select(item => item.GetProperty("status").GetString()).ToList();
        Assert.Equal(207, reply.Status);
        Assert.Equal((7, 3), (states.Count(state => state == "success"), states.Count(state => state == "error")));
        Assert.Equal("7", (await sandbox.Control("GET", "/summary")).String("zoho.records.Leads"));
        Assert.Equal(kind == "lock", reply.Text.Contains("RECORD_LOCKED", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rate_strikes_about_that_share()
    {
        await sandbox.Control("PUT", "/limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        await sandbox.Control("POST", "/faults", new { vendor = "activecampaign", kind = "status", status = 500, rate = 0.1 });

        var struck = 0;
        for (var i = 0; i < 500; i++)
        {
            struck += (await sandbox.Ac("GET", "users/me")).Status == 500 ? 1 : 0;
        }

        Assert.InRange(struck, 20, 90);
    }

    [Fact]
    public async Task Limits_are_set_and_lifted_one_by_one()
    {
        var token = await sandbox.Token();
        await sandbox.Control("PUT", "/limits", new { vendor = "zoho", requestsPerSecond = 2 });
        int[] statuses = [await Org(), await Org(), await Org()];
        Assert.Equal([200, 200, 429], statuses);

        await sandbox.Control("PUT", "/limits", new { vendor = "zoho", requestsPerSecond = (int?)null, dailyCredits = 1 });
        Assert.Equal(429, await Org());

        await sandbox.Control("PUT", "/limits", new { vendor = "zoho", dailyCredits = (int?)null, concurrency = 1 });
        Assert.Equal(200, await Org());

        await sandbox.Control("PUT", "/limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await sandbox.Ac("GET", "users/me")).Status);
        }

        async Task<int> Org() => (await sandbox.Zoho("GET", "org", token: token)).Status;
    }

    [Fact]
    public async Task Of_calls_at_once_only_so_many_are_let_in_as_concurrency_says()
    {
        var token = await sandbox.Token();
        await sandbox.Control("PUT", "/limits", new { vendor = "zoho", concurrency = 3 });
        await sandbox.Control("POST", "/faults", new { vendor = "zoho", kind = "slow", delayMs = 300 });

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sandbox.Zoho("GET", "org", token: token)));

        Assert.Equal((3, 5), (replies.Count(reply => reply.Status == 200), replies.Count(reply => reply.Status == 429)));
    }

    [Theory]
    [InlineData("""{"drop":1}""", 0)]
    [InlineData("""{"duplicate":1}""", 2)]
    [InlineData("""{"delayMs":200}""", 1)]
    [InlineData("""{"reorder":1}""", 1)]
    public async Task Deliveries_misbehave_as_told(string how, int times)
    {
        await using var receiver = await Hooked();
        var settings = JsonSerializer.Deserialize<Dictionary<string, double>>(how)!;
        await sandbox.Control("PUT", "/webhooks", settings.ToDictionary(each => each.Key, each => (object)each.Value).Append(new("vendor", "activecampaign")).ToDictionary());

        await sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "contacts", email = "a@x.test" });

        for (var i = 0; i < times; i++)
        {
            Assert.Contains("type=subscribe", await receiver.Next(), StringComparison.Ordinal);
        }

        Assert.True(await receiver.Silent());
    }

    [Fact]
    public async Task Half_of_many_deliveries_held_back_arrive_in_another_order_and_none_is_lost()
    {
        await using var receiver = await Hooked();
        await sandbox.Control("PUT", "/webhooks", new { vendor = "activecampaign", drop = 0, duplicate = 0, reorder = 0.5, delayMs = 0 });
        var emails = Enumerable.Range(0, 40).Select(i => $"p{i:00}@x.test").ToList();

        await sandbox.Act(emails.Select(email => new { vendor = "activecampaign", @do = "create", module = "contacts", email }));

        var came = new List<string>();
        foreach (var _ in emails)
        {
            came.Add((await receiver.NextForm()).Split('\n').Single(line => line.StartsWith("contact[email]=", StringComparison.Ordinal))[15..]);
        }

        Assert.Equal(emails, came.Order());
        Assert.NotEqual(emails, came);
    }

    [Theory]
    [InlineData("create", null, "subscribe", "admin")]
    [InlineData("update", null, "update", "system")]
    [InlineData("tag", "vip", "contact_tag_added", "admin")]
    [InlineData("untag", "known", "contact_tag_removed", "admin")]
    [InlineData("subscribe", "News", "subscribe", "public")]
    [InlineData("unsubscribe", "Known", "unsubscribe", "public")]
    [InlineData("form", "Demo", "subscribe", "public")]
    [InlineData("score", "60", null, "system")]
    [InlineData("delete", null, null, "admin")]
    [InlineData("merge", "other@x.test", null, "admin")]
    [InlineData("import", null, null, "admin")]
    public async Task What_a_person_does_in_marketing_is_done_and_the_webhook_of_it_follows(string what, string? value, string? type, string who)
    {
        await sandbox.Act(new[] { "known@x.test", "other@x.test" }.Select(known => new { vendor = "activecampaign", @do = "create", module = "contacts", email = known }));
        await sandbox.Act(new { vendor = "activecampaign", @do = "tag", module = "contacts", email = "known@x.test", value = "known" });
        await sandbox.Act(new { vendor = "activecampaign", @do = "subscribe", module = "contacts", email = "known@x.test", value = "Known" });
        await using var receiver = await Hooked();
        var email = what is "create" or "form" or "import" ? "new@x.test" : "known@x.test";

        var touched = await sandbox.Act(new { vendor = "activecampaign", @as = who, @do = what, module = "contacts", email, set = new { firstName = "Ada" }, value });

        Assert.Equal(1, touched.Json.GetArrayLength());
        Assert.False(touched.Json[0].TryGetProperty("error", out var error), $"{error}");
        if (type is null)
        {
            Assert.True(await receiver.Silent());
            return;
        }

        var told = await receiver.NextForm();
        Assert.Contains($"type={type}\n", told, StringComparison.Ordinal);
        Assert.Contains($"initiated_from={who}\n", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "Leads", null, "insert")]
    [InlineData("update", "Leads", null, "update")]
    [InlineData("tag", "Leads", "vip", "update")]
    [InlineData("untag", "Leads", "known", "update")]
    [InlineData("subscribe", "Leads", null, "update")]
    [InlineData("unsubscribe", "Contacts", null, "update")]
    [InlineData("form", "Leads", "Demo", "insert")]
    [InlineData("score", "Leads", "60", "update")]
    [InlineData("delete", "Contacts", null, "delete")]
    [InlineData("convert", "Leads", null, "")]
    [InlineData("merge", "Contacts", "other@x.test", "")]
    [InlineData("import", "Leads", null, null)]
    public async Task What_a_person_does_in_the_crm_is_done_and_the_notification_of_it_follows(string what, string module, string? value, string? operation)
    {
        await sandbox.Act(new[] { "known@x.test", "other@x.test" }.Select(known => new { vendor = "zoho", @do = "create", module, email = known }));
        await sandbox.Act(new { vendor = "zoho", @do = "tag", module, email = "known@x.test", value = "known" });
        await using var receiver = await Watched();
        var email = what is "create" or "form" or "import" ? "new@x.test" : "known@x.test";

        var touched = await sandbox.Act(new { vendor = "zoho", @as = "system", @do = what, module, email, set = what == "convert" ? null : new { First_Name = "Ada" }, value });

        Assert.False(touched.Json[0].TryGetProperty("error", out var error), $"{error}");
        if (operation is null)
        {
            Assert.True(await receiver.Silent());
            return;
        }

        Assert.Contains($"\"operation\":\"{operation}", await receiver.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_come_alone_or_many_in_order_over_both_vendors_and_by_id_too()
    {
        var alone = await sandbox.Act(new { vendor = "zoho", @do = "create", module = "Contacts", email = "a@x.test" });
        var many = await sandbox.Act(new object[]
        {
            new { vendor = "activecampaign", @do = "create", module = "contacts", email = "a@x.test" },
            new { vendor = "zoho", @do = "update", module = "Contacts", id = alone.String("0.id"), set = new { Last_Name = "Braun" } },
            new { vendor = "activecampaign", @do = "update", module = "contacts", email = "nobody@x.test" },
            new { vendor = "activecampaign", @do = "tag", module = "contacts", email = "a@x.test", value = "vip" },
        });

        Assert.Equal(4, many.Json.GetArrayLength());
        Assert.Equal(("a@x.test", "Braun"), (many.String("0.email"), many.String("1.Last_Name")));
        Assert.Contains("nobody@x.test", many.String("2.error"), StringComparison.Ordinal);
        Assert.Equal("a@x.test", many.String("3.email"));
    }

    [Fact]
    public async Task A_reset_takes_everything_back_to_what_is_real()
    {
        var limits = (await sandbox.Control("GET", "/limits")).Text;
        await sandbox.Act(new { vendor = "zoho", @do = "create", module = "Leads", email = "a@x.test" });
        await sandbox.Act(new { vendor = "activecampaign", @do = "create", module = "contacts", email = "a@x.test" });
        foreach (var vendor in (string[])["zoho", "activecampaign"])
        {
            await sandbox.Control("PUT", "/limits", new { vendor, requestsPerSecond = 1, dailyCredits = 7, concurrency = 2 });
            await sandbox.Control("PUT", "/webhooks", new { vendor, drop = 1, duplicate = 1, reorder = 1, delayMs = 5 });
            await sandbox.Control("POST", "/faults", new { vendor, kind = "status" });
        }

        await sandbox.Reset();

        Assert.Equal(limits, (await sandbox.Control("GET", "/limits")).Text);
        Assert.Equal("[]", (await sandbox.Control("GET", "/faults")).Text);
        Assert.Equal(0, (await sandbox.Control("GET", "/journal")).At("entries").GetArrayLength());
        var (summary, webhooks) = (await sandbox.Control("GET", "/summary"), await sandbox.Control("GET", "/webhooks"));
        Assert.Equal(("0", "0"), (summary.String("zoho.records.Leads"), summary.String("activecampaign.records.contacts")));
        Assert.Equal(("0", "0"), (summary.String("zoho.maxCallsInOneSecond"), webhooks.String("zoho.drop")));
        Assert.Equal(200, (await sandbox.Zoho("GET", "org")).Status);
    }

    [Fact]
    public async Task Only_the_credentials_of_the_sandbox_are_good_and_tokens_name_its_own_address()
    {
        var granted = await sandbox.Grant("authorization_code", "code=sandbox-code&redirect_uri=https%3A%2F%2Fapp.example.test");

        Assert.Equal(sandbox.ZohoOrigin, granted.String("api_domain"));
        Assert.NotNull(granted.String("refresh_token"));
        Assert.Equal("invalid_code", (await sandbox.Grant("refresh_token", "refresh_token=other")).String("error"));
        Assert.Equal("invalid_client", (await sandbox.Grant("refresh_token", "refresh_token=sandbox-refresh", client: "other")).String("error"));
        Assert.Equal("invalid_client_secret", (await sandbox.Grant("refresh_token", "refresh_token=sandbox-refresh", secret: "other")).String("error"));
        Assert.Equal(403, (await sandbox.Ac("GET", "users/me", key: "other")).Status);
        Assert.Equal(401, (await sandbox.Zoho("GET", "org", token: "other")).Status);
    }

    private static (string?, string?, string?, string, string) Facts(JsonElement entry) => (
        entry.GetProperty("vendor").GetString(), entry.GetProperty("method").GetString(), entry.GetProperty("path").GetString(),
        entry.GetProperty("status").ToString(), entry.GetProperty("records").ToString());

    /// <summary>A receiver of everything that marketing tells; the registrations of earlier tests are taken away.</summary>
    private async Task<Receiver> Hooked()
    {
        var receiver = await Receiver.Start();
        await sandbox.Control("PUT", "/limits", new { vendor = "activecampaign", requestsPerSecond = (int?)null });
        foreach (var hook in (await sandbox.Ac("GET", "webhooks?limit=100")).At("webhooks").EnumerateArray())
        {
            await sandbox.Ac("DELETE", $"webhooks/{hook.GetProperty("id").GetString()}");
        }

        string[] events = ["subscribe", "update", "unsubscribe", "contact_tag_added", "contact_tag_removed"];
        await sandbox.Ac("POST", "webhooks", new
        {
            webhook = new { name = "all", url = receiver.Address, events, sources = (string[])["public", "admin", "api", "system"] },
        });
        return receiver;
    }

    /// <summary>A receiver of everything that the CRM tells, on one channel for all tests.</summary>
    private async Task<Receiver> Watched()
    {
        var receiver = await Receiver.Start();
        var watch = new { channel_id = "1000000068001", events = All, notify_url = receiver.Address, channel_expiry = $"{DateTimeOffset.UtcNow.AddDays(1):yyyy-MM-ddTHH:mm:ss}+00:00" };
        await sandbox.Zoho("DELETE", "actions/watch?channel_ids=1000000068001");
        var made = await sandbox.Zoho("POST", "actions/watch", new { watch = new[] { watch } });
        Assert.True(made.Status == 201, made.Text);
        return receiver;
    }
}
