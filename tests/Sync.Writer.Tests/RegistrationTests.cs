using Sync.Testing;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class RegistrationTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private VendorWorld _world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Two_writers_register_each_connection_once_at_its_own_address()
    {
        var both = await Task.WhenAll(_world.Writer(), _world.Writer());
        await Eventually.Within(Soon, () => both.SelectMany(lanes => lanes.Registrations).Count(state => state.Value.StartsWith("registered", StringComparison.Ordinal)) == 2);

        var hook = Assert.Single(await _world.Hooks("activecampaign"));
        var channel = (await _world.Hooks("zoho")).Select(each => each.GetProperty("channel_id").GetString()).Distinct();
        Assert.Equal($"{VendorWorld.Public}hooks/{_world.Ac}/{PeoplePolicy.MarketingSecret}", hook.GetProperty("url").GetString());
        Assert.Single(channel);
        Assert.Equal(1, await _world.Calls("POST", "/api/3/webhooks"));
        Assert.Equal(1, await _world.Calls("POST", "/crm/v8/actions/watch"));
    }

    [Fact]
    public async Task Deals_are_told_of_where_a_play_waits_for_one()
    {
        var play = new Policy.Plays.PlayPolicy
        {
            Name = "talks", Source = _world.Ac, Target = _world.Zoho, Triggers = [new Policy.Plays.PlayTrigger("deal", "Won")], Cooldown = default,
            Unless = [], Assign = [], Within = default, Task = Policy.Plays.TaskTemplate.None,
        };
        _world.Policy = new Policy.SyncPolicy(_world.Policy.Version, _world.Policy.Connections, _world.Policy.Routes, _world.Policy.Identity)
        {
            Handoff = new Policy.Plays.HandoffPolicy([], [play]),
        };
        await _world.Writer();

        var events = (await _world.Hook("activecampaign")).GetProperty("events").EnumerateArray().Select(each => each.GetString()).ToList();

        Assert.Contains("deal_add", events);
        Assert.Contains("deal_update", events);
        Assert.Contains("subscribe", events);
    }

    [Fact]
    public async Task A_webhook_that_somebody_deletes_comes_back()
    {
        await _world.Writer(("Writer:LookAtWebhooksSeconds", "1"));
        var hook = (await _world.Hook("activecampaign")).GetProperty("id").GetString();

        await _world.ToAc(HttpMethod.Delete, $"webhooks/{hook}");

        await Eventually.Within(Soon, async () =>
            (await _world.Hooks("activecampaign")).Single().GetProperty("id").GetString() != hook);
    }

    [Fact]
    public async Task A_channel_is_renewed_before_it_runs_out()
    {
        await _world.Writer(("Writer:LookAtWebhooksSeconds", "1"));
        var channel = (await _world.Hook("zoho")).GetProperty("channel_id").GetString();
        var soon = DateTimeOffset.UtcNow.AddHours(80);

        await _world.ToZoho(
            HttpMethod.Patch, "actions/watch", new { watch = new[] { new { channel_id = channel, channel_expiry = $"{soon:yyyy-MM-ddTHH:mm:ss}+00:00" } } });

        await Eventually.Within(Soon, async () =>
            (await _world.Hooks("zoho"))[0].GetProperty("channel_expiry").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddDays(6));
    }

    [Fact]
    public async Task A_vendor_that_is_away_pauses_the_lane_and_is_registered_with_as_soon_as_it_is_back()
    {
        await _world.Control(HttpMethod.Post, "faults", new { vendor = "activecampaign", kind = "status", status = 503 });
        var lanes = await _world.Writer();
        await Eventually.Within(Soon, () => lanes.States[_world.Ac].StartsWith("waiting", StringComparison.Ordinal));

        await _world.Control(HttpMethod.Delete, "faults", new { });

        await Eventually.Within(Soon, () => lanes.Registrations[_world.Ac].StartsWith("registered", StringComparison.Ordinal));
        Assert.Equal("running", lanes.States[_world.Ac]);
    }

    [Fact]
    public async Task Ten_writers_that_have_the_lane_one_after_another_refresh_one_token()
    {
        var writers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _world.Writer(("Storage:MaxPoolSize", "4"))));

        foreach (var _ in writers)
        {
            var holder = await Eventually.Within(
                Soon, () => Task.FromResult(writers.FirstOrDefault(lanes => IsRunning(lanes) && lanes.Registrations[_world.Zoho].StartsWith("registered", StringComparison.Ordinal))),
                found => found is not null);
            await holder!.StopAsync(Ct);
            writers = [.. writers.Except([holder])];
        }

        Assert.Equal(1, await _world.Calls("POST", "/oauth/v2/token"));
        Assert.Equal(1, await _world.Calls("POST", "/crm/v8/actions/watch"));
    }

    private bool IsRunning(LaneHost lanes) => lanes.States.GetValueOrDefault(_world.Zoho) == "running";
}
