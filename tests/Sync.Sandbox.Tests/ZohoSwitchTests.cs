namespace Sync.Sandbox.Tests;

public sealed class ZohoSwitchTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("oldest", 0)]
    [InlineData("newest", 2)]
    [InlineData("modified", 1)]
    public async Task An_upsert_picks_one_of_several(string which, int expected)
    {
        await Switch("upsertPicks", which);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await _sandbox.Insert("Leads", new { Last_Name = $"L{i}", Email = "a@x.test" }));
        }

        _sandbox.Time.Advance(TimeSpan.FromSeconds(2));
        await _sandbox.Zoho("PUT", $"Leads/{ids[1]}", """{"data":[{"City":"Ulm"}]}""");

        var reply = await _sandbox.Zoho("POST", "Leads/upsert", """{"data":[{"Email":"A@x.test"}],"duplicate_check_fields":["Email"]}""");

        Assert.Equal(ids[expected], reply.String("data.0.details.id"));
    }

    [Theory]
    [InlineData("upsertInsertStatus", "201", "Leads/upsert", """{"data":[{"Last_Name":"A","Email":"a@x.test"}]}""", 201)]
    [InlineData("upsertInsertStatus", "200", "Leads/upsert", """{"data":[{"Last_Name":"A","Email":"a@x.test"}]}""", 200)]
    [InlineData("partialStatus", "202", "Leads", """{"data":[{"Last_Name":"A"},{"City":"x"}]}""", 202)]
    [InlineData("partialStatus", "200", "Leads", """{"data":[{"Last_Name":"A"},{"City":"x"}]}""", 200)]
    [InlineData("partialStatus", "202", "Leads", """{"data":[{"City":"x"}]}""", 400)]
    public async Task A_status_that_is_open_can_be_chosen(string name, string value, string path, string body, int status)
    {
        await Switch(name, value);

        Assert.Equal(status, (await _sandbox.Zoho("POST", path, body)).Status);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    public async Task A_write_that_changes_nothing_may_move_the_stamp(string value, bool moves)
    {
        await Switch("unchangedModifies", value);
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", City = "Ulm" });
        var before = (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Modified_Time");
        _sandbox.Time.Advance(TimeSpan.FromSeconds(2));

        await _sandbox.Zoho("PUT", $"Leads/{id}", """{"data":[{"City":"Ulm"}]}""");

        Assert.Equal(moves, before != (await _sandbox.Zoho("GET", $"Leads/{id}")).String("data.0.Modified_Time"));
    }

    [Fact]
    public async Task A_429_may_carry_how_long_to_wait()
    {
        await _sandbox.Zoho("GET", "org");
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", dailyCredits = 0 });
        Assert.False((await _sandbox.Zoho("GET", "org")).Headers.Contains("Retry-After"));
        await Switch("retryAfter", "on");
        Assert.True((await _sandbox.Zoho("GET", "org")).Headers.Contains("Retry-After"));
    }

    [Theory]
    [InlineData("whole", "ada", 204)]
    [InlineData("part", "ada", 200)]
    [InlineData("whole", "ada%40x.test", 200)]
    public async Task A_search_by_email_may_find_parts(string value, string email, int status)
    {
        await Switch("searchEmail", value);
        await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "ada@x.test" });
        _sandbox.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(status, (await _sandbox.Zoho("GET", $"Leads/search?email={email}")).Status);
    }

    [Theory]
    [InlineData("together", 1)]
    [InlineData("single", 3)]
    public async Task A_call_makes_one_delivery_or_one_for_each_record(string value, int deliveries)
    {
        await using var receiver = await Watch(new { events = new[] { "Leads.all" } });
        await Switch("deliveries", value);

        await _sandbox.Zoho("POST", "Leads", """{"data":[{"Last_Name":"A"},{"Last_Name":"B"},{"Last_Name":"C"}]}""");

        for (var i = 0; i < deliveries; i++)
        {
            Assert.Contains("insert", await receiver.Next(), StringComparison.Ordinal);
        }

        Assert.True(await receiver.Silent());
    }

    [Theory]
    [InlineData(true, "asked", true)]
    [InlineData(false, "heard", false)]
    [InlineData(null, "asked", false)]
    [InlineData(null, "heard", true)]
    public async Task What_happens_to_a_task_is_an_edit_of_its_lead(bool? asked, string usual, bool heard)
    {
        await Switch("relatedActions", usual);
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        await using var receiver = asked is null
            ? await Watch(new { events = new[] { "Leads.edit" } })
            : await Watch(new { events = new[] { "Leads.edit" }, notify_on_related_action = asked });

        await _sandbox.Insert("Tasks", new Dictionary<string, object> { ["Subject"] = "Call", ["What_Id"] = new { id = lead }, ["$se_module"] = "Leads" });

        if (heard)
        {
            Assert.Contains($"\"ids\":[\"{lead}\"]", await receiver.Next(), StringComparison.Ordinal);
        }

        Assert.True(await receiver.Silent());
    }

    [Fact]
    public async Task A_user_who_leaves_is_told_to_who_watches_users()
    {
        await using var receiver = await Watch(new { events = new[] { "users.all" } });

        await _sandbox.Act(new { vendor = "zoho", @do = "update", module = "users", email = "lea@acme.test", set = new { status = "disabled" } });

        var told = await receiver.Next();
        Assert.Contains("\"module\":\"users\"", told, StringComparison.Ordinal);
        Assert.Contains("5550100000000235013", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update", "update")]
    [InlineData("delete", "delete")]
    [InlineData("none", null)]
    public async Task A_conversion_notifies_as_the_account_is_made_to(string value, string? operation)
    {
        await Switch("conversionTells", value);
        var lead = await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });
        await using var receiver = await Watch(new { events = new[] { "Leads.all" } });

        await _sandbox.Zoho("POST", $"Leads/{lead}/actions/convert", """{"data":[{}]}""");

        if (operation is not null)
        {
            Assert.Contains($"\"operation\":\"{operation}\"", await receiver.Next(), StringComparison.Ordinal);
        }

        Assert.True(await receiver.Silent());
    }

    [Theory]
    [InlineData("""{"vendor":"zoho","upsertPicks":"best"}""")]
    [InlineData("""{"vendor":"zoho","nothing":"x"}""")]
    [InlineData("""{"vendor":"salesforce","anything":"x"}""")]
    public async Task An_unknown_switch_is_refused_with_those_there_are(string body) =>
        Assert.Equal(400, (await _sandbox.Control("PUT", "/switches", body)).Status);

    [Fact]
    public async Task Switches_are_shown_with_their_meaning_and_go_back_with_a_reset()
    {
        await Switch("upsertPicks", "newest");
        var shown = await _sandbox.Control("GET", "/switches");
        Assert.Equal("newest", shown.String("zoho.upsertPicks.value"));
        Assert.NotEmpty(shown.String("zoho.upsertPicks.meaning")!);

        await _sandbox.Control("POST", "/reset");

        Assert.Equal("oldest", (await _sandbox.Control("GET", "/switches")).String("zoho.upsertPicks.value"));
    }

    private Task<Reply> Switch(string name, string value) =>
        _sandbox.Control("PUT", "/switches", new Dictionary<string, string> { ["vendor"] = "zoho", [name] = value });

    private async Task<Receiver> Watch(object channel)
    {
        var receiver = await Receiver.Start();
        var body = System.Text.Json.JsonSerializer.SerializeToNode(channel)!.AsObject();
        (body["channel_id"], body["notify_url"]) = ("1", receiver.Address.ToString());
        Assert.Equal(201, (await _sandbox.Zoho("POST", "actions/watch", new { watch = new[] { body } })).Status);
        return receiver;
    }
}
