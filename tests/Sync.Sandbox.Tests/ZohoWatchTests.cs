using System.Text.Json;

namespace Sync.Sandbox.Tests;

public sealed class ZohoWatchTests : IAsyncLifetime
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

    [Theory]
    [InlineData(0, 1)]
    [InlineData(24 * 8, 1)]
    [InlineData(24 * 6, 24 * 6)]
    public async Task An_expiry_that_is_absent_or_too_far_becomes_an_hour(int askedHours, int givenHours)
    {
        var now = _sandbox.Time.GetUtcNow();

        var reply = await Watch("POST", askedHours == 0 ? null : now.AddHours(askedHours));

        Assert.Equal(201, reply.Status);
        var given = DateTimeOffset.Parse(reply.String("watch.0.details.events.0.channel_expiry")!, null);
        Assert.InRange((given - now).TotalHours, givenHours - 0.1, givenHours + 0.1);
    }

    [Fact]
    public async Task One_call_makes_one_delivery_with_all_its_ids()
    {
        await Watch("POST", null);
        await _sandbox.Zoho("POST", "Leads", new { data = Enumerable.Range(0, 30).Select(i => new { Last_Name = $"L{i}" }) });

        var told = JsonSerializer.Deserialize<JsonElement>(await _receiver.Next());

        Assert.Equal("insert", told.GetProperty("operation").GetString());
        Assert.Equal(30, told.GetProperty("ids").GetArrayLength());
        Assert.Equal(JsonValueKind.Number, told.GetProperty("server_time").ValueKind);
        Assert.Equal("s3cr3t", told.GetProperty("token").GetString());
        Assert.Equal("v", told.GetProperty("query_params").GetProperty("k").GetString());
        Assert.True(await _receiver.Silent());
    }

    [Fact]
    public async Task An_update_names_the_fields_that_changed()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", City = "Berlin" });
        await Watch("POST", null, returnValues: true);

        await _sandbox.Zoho("PUT", $"Leads/{id}", new { data = new[] { new { Last_Name = "A", City = "Ulm" } } });

        var told = JsonSerializer.Deserialize<JsonElement>(await _receiver.Next());
        Assert.Equal("update", told.GetProperty("operation").GetString());
        Assert.Equal("""["City"]""", told.GetProperty("affected_fields")[0].GetProperty(id).GetRawText());
        Assert.Equal("Ulm", told.GetProperty("affected_values")[0].GetProperty("values").GetProperty("City").GetString());
    }

    [Fact]
    public async Task A_deletion_is_told_with_its_doer()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });
        await Watch("POST", null);

        await _sandbox.Act(new { vendor = "zoho", @do = "delete", email = "a@x.test" });

        var told = await _receiver.Next();
        Assert.Contains("\"operation\":\"delete\"", told, StringComparison.Ordinal);
        Assert.Contains(id, told, StringComparison.Ordinal);
        Assert.Contains("Mia Braun", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_hides_other_fields()
    {
        var id = await _sandbox.Insert("Leads", new { Last_Name = "A" });
        await _sandbox.Zoho("POST", "actions/watch", """
            {"watch":[{"channel_id":"1","events":["Leads.edit"],"notify_url":"ADDRESS","notification_condition":[
             {"type":"field_selection","module":{"api_name":"Leads","id":"1"},"field_selection":{"field":{"api_name":"Lead_Status","id":"2"}}}]}]}
            """.Replace("ADDRESS", _receiver.Address.ToString(), StringComparison.Ordinal));

        await _sandbox.Zoho("PUT", $"Leads/{id}", new { data = new[] { new { City = "Ulm" } } });
        Assert.True(await _receiver.Silent());
        await _sandbox.Zoho("PUT", $"Leads/{id}", new { data = new[] { new { Lead_Status = "Contacted" } } });
        Assert.Contains("Lead_Status", await _receiver.Next(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_channel_is_silent_and_cannot_be_renewed()
    {
        await Watch("POST", null);
        Assert.Equal(200, (await Watch("PATCH", _sandbox.Time.GetUtcNow().AddHours(2))).Status);
        _sandbox.Time.Advance(TimeSpan.FromHours(3));
        _sandbox.ForgetToken();

        await _sandbox.Insert("Leads", new { Last_Name = "A" });

        Assert.True(await _receiver.Silent());
        Assert.Equal("NOT_SUBSCRIBED", (await Watch("PATCH", null)).String("watch.0.code"));
        Assert.Equal(204, (await _sandbox.Zoho("GET", "actions/watch?channel_id=1000000068001")).Status);
    }

    [Fact]
    public async Task A_channel_is_listed_and_ended()
    {
        await Watch("POST", null);

        Assert.Equal(3, (await _sandbox.Zoho("GET", "actions/watch")).At("watch.0.events").GetArrayLength());
        Assert.Equal(200, (await _sandbox.Zoho("DELETE", "actions/watch?channel_ids=1000000068001")).Status);
        await _sandbox.Insert("Leads", new { Last_Name = "A" });
        Assert.True(await _receiver.Silent());
    }

    [Fact]
    public async Task Notes_cannot_be_watched_and_a_long_token_is_refused()
    {
        var notes = """{"watch":[{"channel_id":"1","events":["Notes.all"],"notify_url":"http://x.test"}]}""";
        var token = $$"""{"watch":[{"channel_id":"1","events":["Leads.all"],"notify_url":"http://x.test","token":"{{new string('t', 51)}}"}]}""";

        Assert.Equal(400, (await _sandbox.Zoho("POST", "actions/watch", notes)).Status);
        Assert.Equal("INVALID_DATA", (await _sandbox.Zoho("POST", "actions/watch", token)).String("watch.0.code"));
    }

    [Theory]
    [InlineData("create", "insert")]
    [InlineData("update", "update")]
    [InlineData("tag", "update")]
    [InlineData("unsubscribe", "update")]
    [InlineData("score", "update")]
    [InlineData("import", null)]
    public async Task A_person_acts_and_the_notification_follows(string what, string? operation)
    {
        await _sandbox.Insert("Leads", new { Last_Name = "A", Email = "a@x.test" });
        await Watch("POST", null);

        await _sandbox.Act(new { vendor = "zoho", @do = what, module = "Leads", email = what == "create" ? "b@x.test" : "a@x.test", value = "7", set = new { City = "Ulm" } });

        if (operation is null)
        {
            Assert.True(await _receiver.Silent());
        }
        else
        {
            Assert.Contains($"\"operation\":\"{operation}\"", await _receiver.Next(), StringComparison.Ordinal);
        }
    }

    private Task<Reply> Watch(string method, DateTimeOffset? expiry, bool returnValues = false) => _sandbox.Zoho(method, "actions/watch", new
    {
        watch = new[]
        {
            new Dictionary<string, object?>
            {
                ["channel_id"] = "1000000068001", ["events"] = new[] { "Leads.all" }, ["token"] = "s3cr3t",
                ["notify_url"] = $"{_receiver.Address}hook?k=v", ["return_affected_field_values"] = returnValues,
                ["channel_expiry"] = expiry?.ToString("yyyy-MM-ddTHH:mm:sszzz", null),
            }.Where(pair => pair.Value is not null).ToDictionary(),
        },
    });
}
