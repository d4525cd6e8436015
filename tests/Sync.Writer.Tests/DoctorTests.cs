using Sync.Contracts;
using Sync.Sandbox.Tests;

namespace Sync.Writer.Tests;

/// <summary>What a checkup says of each mistake: on a real database and against the sandbox, through the lanes.</summary>
public sealed class DoctorTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly string[] AllButUpdate = ["subscribe", "unsubscribe", "contact_tag_added", "contact_tag_removed"];

    private VendorWorld _world = null!;

    private static HttpMethod Patch => HttpMethod.Patch;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_checkup_that_was_cut_off_is_done_by_the_next_holder_of_the_lane_and_told_once()
    {
        _world.Set(_world.Ac, "timeoutSeconds", "30");
        await _world.Writer();
        await _world.Control(HttpMethod.Post, "faults", new { vendor = "activecampaign", kind = "slow", delayMs = 20_000, count = 1 });
        var request = await _world.Ask(_world.Ac);
        await Testing.Eventually.Within(TimeSpan.FromSeconds(60), _world.HaveFaultsStruck);

        await _world.StopWriter();
        await _world.Writer();

        Assert.All(await _world.Told(request), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));
    }

    [Fact]
    public async Task The_same_request_twice_is_one_checkup()
    {
        await _world.Writer();

        var request = await _world.Ask(_world.Ac);
        await _world.Told(request);
        await _world.Ask(_world.Ac, request);
        await _world.Check(_world.Ac);

        Assert.NotEmpty(await _world.Told(request));
    }

    [Fact]
    public async Task Where_all_is_well_every_line_says_so()
    {
        _world.Map("field:5", "Plan", fallback: "Free");
        _world.Map("field:6", "Budget");
        await _world.Writer();

        var (ac, zoho) = (await _world.Check(_world.Ac), await _world.Check(_world.Zoho));

        Assert.All(ac.Concat(zoho), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));
        Assert.Superset(
            new HashSet<string> { "address", "key", "module contacts", "field contacts.first_name", "field contacts.field:5", "webhooks" },
            ac.Select(line => line.Check).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "key", "module Leads", "scope ZohoCRM.coql.READ", "field Leads.Plan", "field Leads.Budget", "webhooks" },
            zoho.Select(line => line.Check).ToHashSet());
        Assert.Contains("token good until", zoho.Single(line => line.Check == "key").Detail, StringComparison.Ordinal);
        Assert.Contains("until 20", zoho.Single(line => line.Check == "webhooks").Detail, StringComparison.Ordinal);
        Assert.Contains("tell no age", ac.Single(line => line.Check == "key").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_with_the_setting_that_holds_it()
    {
        _world.Set(_world.Ac, "apiKey", "some-other-key");
        await _world.Writer();

        Wrong(await _world.Check(_world.Ac), "key", "invalid key", $"connections.{_world.Ac}.apiKey");
    }

    [Theory]
    [InlineData("refreshToken", "unknown, revoked or of another data centre: authorise again")]
    [InlineData("clientSecret", "wrong")]
    [InlineData("clientId", "unknown, or not enabled in this data centre")]
    public async Task Of_a_grant_that_is_refused_the_part_is_named_that_is_wrong(string setting, string why)
    {
        _world.Set(_world.Zoho, setting, "1000.dead");
        await _world.Writer();

        Wrong(await _world.Check(_world.Zoho), "key", "invalid key", $"connections.{_world.Zoho}.{setting} is {why}");
    }

    [Fact]
    public async Task An_address_where_nobody_listens_is_a_wrong_address()
    {
        _world.Set(_world.Ac, "url", $"http://127.0.0.1:{FreePorts.Take()}");
        await _world.Writer();

        Wrong(await _world.Check(_world.Ac), "address", "wrong address", $"Check connections.{_world.Ac}.url");
    }

    [Fact]
    public async Task An_address_where_somebody_else_listens_is_a_wrong_address_too()
    {
        _world.Set(_world.Ac, "url", _world.Sandbox.ControlAddress.AbsoluteUri);
        await _world.Writer();

        Wrong(await _world.Check(_world.Ac), "address", "wrong address", "answers, but not as the API");
    }

    [Fact]
    public async Task An_address_that_does_not_answer_in_time_has_timed_out()
    {
        _world.Set(_world.Ac, "timeoutSeconds", "0.5");
        await _world.Control(HttpMethod.Post, "faults", new { vendor = "activecampaign", kind = "slow", delayMs = 3_000 });
        await _world.Writer();

        Wrong(await _world.Check(_world.Ac), "address", "timed out", "No answer within 0.5 s.");
    }

    [Fact]
    public async Task A_scope_that_is_missing_is_named()
    {
        await _world.Control(HttpMethod.Put, "switches", new { vendor = "zoho", withoutScopes = "ZohoCRM.coql.READ" });
        await _world.Writer();

        Wrong(await _world.Check(_world.Zoho), "scope ZohoCRM.coql.READ", "missing", "Authorise the connection again");
    }

    [Theory]
    [InlineData("field:Plann", "Rating", null, "ac", "field contacts.field:Plann", "does not exist")]
    [InlineData("field:plan", "Rating", null, "ac", "field contacts.field:plan", "webhooks name it 'field:5'")]
    [InlineData("first_name", "Nick_Name", null, "zoho", "field Leads.Nick_Name", "does not exist")]
    [InlineData("first_name", "last_name", null, "zoho", "field Leads.last_name", "does not exist")]
    [InlineData("first_name", "Demo_Date", null, "zoho", "field Leads.Demo_Date", "of type date, which takes no Text")]
    [InlineData("field:5", "Rating", null, "zoho", "field Leads.Rating", "has no choice 'Free', 'Pro', 'Enterprise'")]
    [InlineData("first_name", "Plan", "Gold", "zoho", "field Leads.Plan", "has no choice 'Gold'")]
    public async Task A_field_that_is_missing_or_does_not_fit_is_named(
        string from, string to, string? fallback, string where, string check, string problem)
    {
        _world.Map(from, to, fallback);
        await _world.Writer();

        Wrong(await _world.Check(where == "ac" ? _world.Ac : _world.Zoho), check, problem);
    }

    [Fact]
    public async Task A_field_that_the_vendor_demands_and_nothing_fills_is_named()
    {
        var route = _world.Policy.Routes[0];
        _world.Policy = _world.Policy.With(route with { Fields = [.. route.Fields.Where(field => field.To != "Last_Name")] });
        await _world.Writer();

        Wrong(await _world.Check(_world.Zoho), "field Leads.Last_Name", "required, and nothing fills it");
    }

    [Fact]
    public async Task A_webhook_that_is_gone_is_missed()
    {
        await _world.Writer();
        var hook = await _world.Hook("activecampaign");

        await _world.ToAc(HttpMethod.Delete, $"webhooks/{hook.GetProperty("id").GetString()}");

        Wrong(await _world.Check(_world.Ac), "webhooks", "the vendor sends nothing to this address");
    }

    [Fact]
    public async Task A_webhook_to_another_address_is_told_with_that_address()
    {
        await _world.Writer();
        var hook = await _world.Hook("activecampaign");

        await _world.ToAc(
            HttpMethod.Put, $"webhooks/{hook.GetProperty("id").GetString()}", new { webhook = new { url = "https://old.example.test/x" } });

        Wrong(await _world.Check(_world.Ac), "webhooks", "the vendor sends to old.example.test, not to sync.example.test");
    }

    [Fact]
    public async Task A_webhook_that_leaves_something_out_is_told_with_what_it_leaves_out()
    {
        await _world.Writer();
        var hook = await _world.Hook("activecampaign");

        await _world.ToAc(
            HttpMethod.Put, $"webhooks/{hook.GetProperty("id").GetString()}",
            new { webhook = new { events = AllButUpdate } });

        Wrong(await _world.Check(_world.Ac), "webhooks", "not told of update");
    }

    [Fact]
    public async Task A_channel_that_is_about_to_run_out_is_told_with_the_time()
    {
        await _world.Writer();
        var channel = (await _world.Hook("zoho")).GetProperty("channel_id").GetString();
        var end = DateTimeOffset.UtcNow.AddHours(2);

        await _world.ToZoho(Patch, "actions/watch", new { watch = new[] { new { channel_id = channel, channel_expiry = $"{end:yyyy-MM-ddTHH:mm:ss}+00:00" } } });

        Wrong(await _world.Check(_world.Zoho), "webhooks", $"runs out at {end:yyyy-MM-dd HH:mm} UTC and was not renewed");
    }

    [Fact]
    public async Task A_channel_that_has_run_out_is_told()
    {
        await _world.Writer();
        var channel = (await _world.Hook("zoho")).GetProperty("channel_id").GetString();
        var end = DateTimeOffset.UtcNow.AddSeconds(2);
        await _world.ToZoho(Patch, "actions/watch", new { watch = new[] { new { channel_id = channel, channel_expiry = $"{end:yyyy-MM-ddTHH:mm:ss}+00:00" } } });
        await Testing.Eventually.Within(TimeSpan.FromSeconds(30), () => DateTimeOffset.UtcNow > end);

        var lines = await _world.Check(_world.Zoho);

        Wrong(lines, "webhooks", "its time ran out", "put right by itself");
    }

    [Fact]
    public async Task A_field_that_the_vendor_has_deleted_is_named()
    {
        _world.Map("field:6", "Budget");
        await _world.Writer();
        Assert.All(await _world.Check(_world.Zoho), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));

        await _world.Control(HttpMethod.Put, "metadata", new { vendor = "zoho", module = "Leads", field = "Budget", delete = true });

        Wrong(await _world.Check(_world.Zoho), "field Leads.Budget", "does not exist", "Make the field in Leads, or correct the name in sync.yaml.");
    }

    [Fact]
    public async Task A_choice_that_the_vendor_has_removed_is_named()
    {
        _world.Map("field:5", "Plan");
        await _world.Writer();
        Assert.All(await _world.Check(_world.Zoho), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));

        await _world.Control(HttpMethod.Put, "metadata", new { vendor = "zoho", module = "Leads", field = "Plan", removeValue = "Pro" });

        Wrong(await _world.Check(_world.Zoho), "field Leads.Plan", "has no choice 'Pro'", "Add the choices, or map the values");
    }

    [Fact]
    public async Task A_grant_that_is_revoked_while_we_work_is_told_with_what_to_do()
    {
        await _world.Writer();
        Assert.All(await _world.Check(_world.Zoho), line => Assert.True(line.Ok, $"{line.Check}: {line.Problem}"));

        await _world.Revoke("sandbox-refresh");

        Wrong(await _world.Check(_world.Zoho), "key", "invalid key", $"connections.{_world.Zoho}.refreshToken is unknown, revoked");
    }

    [Fact]
    public async Task Without_a_public_address_nothing_is_registered_and_that_is_said()
    {
        var lanes = await _world.Writer(("SYNC_PUBLIC_URL", ""));

        Wrong(await _world.Check(_world.Ac), "webhooks", "not registered: SYNC_PUBLIC_URL is not set", "Set SYNC_PUBLIC_URL of the writer");
        Assert.Empty(await _world.Hooks("activecampaign"));
        Assert.Equal("not registered: SYNC_PUBLIC_URL is not set", lanes.Registrations[_world.Ac]);
    }

    [Fact]
    public async Task A_right_to_register_that_is_missing_is_told_and_not_asked_for_over_and_over()
    {
        await _world.Control(HttpMethod.Put, "switches", new { vendor = "zoho", withoutScopes = "ZohoCRM.notifications.ALL" });
        var lanes = await _world.Writer();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        Assert.Equal(1, await _world.Calls("GET", "/crm/v8/actions/watch"));
        Assert.Contains("not registered; looked at", lanes.Registrations[_world.Zoho], StringComparison.Ordinal);
        Assert.Equal("running", lanes.States[_world.Zoho]);
        var lines = await _world.Check(_world.Zoho);
        Wrong(lines, "scope ZohoCRM.notifications.ALL", "missing");
        Wrong(lines, "registration", "the last try ended in permission", "It is tried again by itself.");
    }

    [Fact]
    public async Task A_connection_that_is_not_in_the_file_is_told_at_once()
    {
        await _world.Writer();

        Wrong(await _world.Check("nobody"), "connection", "not in sync.yaml", $"Name one of {_world.Ac}, {_world.Zoho}.");
    }

    private static void Wrong(IReadOnlyList<CheckedThing> lines, string check, string problem, string cure = "")
    {
        var line = Assert.Single(lines, line => line.Check == check && !line.Ok);
        Assert.Contains(problem, line.Problem, StringComparison.Ordinal);
        Assert.Contains(cure, line.Cure, StringComparison.Ordinal);
    }
}
