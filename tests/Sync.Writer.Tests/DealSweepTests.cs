using System.Text.Json;
using Sync.Connectors;
using Sync.Contracts;
using Sync.Policy;
using Sync.Policy.Plays;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>Deals that move in Zoho are found and put into the inbox, each once for each stage, whoever has the lane.</summary>
public sealed class DealSweepTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private static readonly (string, string) Often = ("Writer:LookAtDealsSeconds", "1");
    private readonly string _email = $"{Some.Word()}@example.test".ToLowerInvariant();
    private VendorWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await VendorWorld.Start(host);
        Follow(new HandoffPolicy([], []) { Following = new DealFollowing(_world.Zoho, _world.Ac) { WonTag = "customer" } });
        await _world.ToZoho(HttpMethod.Post, "Contacts", new { data = new[] { new Dictionary<string, string> { ["Last_Name"] = "Lind", ["Email"] = _email } } });
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_deal_is_told_once_in_each_stage_with_its_person_whoever_has_the_lane()
    {
        await Make("Roof", "Qualification");
        await Make("Old", "Closed Won");
        await TheirSecondIsOver();
        await Task.WhenAll(_world.Writer(Often), _world.Writer(Often));
        await Told("Roof", ["Qualification"]);

        await Move("Roof", ("Stage", "Closed Won"));
        await Told("Roof", ["Qualification", "Closed Won"]);
        await Move("Roof", ("Description", "something else"));
        await _world.StopWriter();
        await _world.Writer(Often);
        await Move("Roof", ("Stage", "Qualification"));

        var told = await Told("Roof", ["Qualification", "Closed Won", "Qualification"]);
        Assert.Equal([false, true, false], told.Select(each => each.Signals.Count > 0));
        var won = told[1];
        Assert.Equal(("Contacts", _email), (won.Module, won.Email));
        Assert.Equal(Text((await _world.Records($"zoho/Contacts?email={_email}"))[0], "id"), won.RecordId);
        Assert.Contains("@", won.Deal!.Owner, StringComparison.Ordinal);
        Assert.Empty(await Told("Old", []));
    }

    [Fact]
    public async Task More_than_a_page_and_an_outage_in_between_leave_none_out()
    {
        var contact = await Contact();
        foreach (var some in Enumerable.Range(0, 230).Chunk(100))
        {
            await _world.ToZoho(HttpMethod.Post, "Deals", new { data = some.Select(number => Deal($"D{number}", "Qualification", contact)) });
        }

        await _world.Control(HttpMethod.Post, "faults", new { vendor = "zoho", match = "v8/Deals", kind = "status", status = 503, count = 2 });
        await _world.Writer(Often);

        await Eventually.Within(Soon, async () => (await All()).Select(told => told.Deal!.Name).Distinct().Count() == 230);
        Assert.Equal(230, (await All()).Count);
        Assert.True(await _world.HaveFaultsStruck());
    }

    [Fact]
    public async Task The_doctor_looks_at_what_is_read_of_deals()
    {
        await _world.Writer(Often);

        Assert.Contains(await _world.Check(_world.Zoho), line => line is { Check: "field Deals.Stage", Ok: true });
    }

    [Fact]
    public async Task Where_nobody_needs_them_deals_are_not_looked_at()
    {
        Follow(HandoffPolicy.None);
        await _world.Writer(Often);
        var before = await _world.Calls("GET", "/crm/v8");

        await _world.Check(_world.Zoho);

        Assert.True(await _world.Calls("GET", "/crm/v8") > before);
        Assert.Equal(0, await _world.Calls("GET", "/crm/v8/Deals"));
    }

    private void Follow(HandoffPolicy handoff) => _world.Policy =
        new SyncPolicy(_world.Policy.Version, _world.Policy.Connections, _world.Policy.Routes, _world.Policy.Identity) { Handoff = handoff };

    /// <summary>What was told of a deal, oldest first, as soon as it is this.</summary>
    private async Task<IReadOnlyList<SourceRecord>> Told(string name, string[] stages) => await Eventually.Within(
        Soon, async () => (IReadOnlyList<SourceRecord>)[.. (await All()).Where(told => told.Deal!.Name == name)],
        told => told.Select(each => each.Deal!.Stage).SequenceEqual(stages));

    private async Task<IReadOnlyList<SourceRecord>> All()
    {
        var webhook = KnownConnectors.All["zoho"].Webhook;
        var deliveries = (await host.Said<StoreDeliveries>(_world.Zoho)).SelectMany(message => message.Items).Where(item => item.Connection == _world.Zoho).ToList();
        Assert.Equal(deliveries.Count, deliveries.Select(item => item.Key).Distinct().Count());
        return [.. deliveries.Select(item => ((WebhookReading.Hint)webhook.Read(new WebhookBody(item.ContentType, null, item.Body, item.ReceivedAt))).Told!)];
    }

    private async Task<string> Contact() => Text(Assert.Single(await _world.Records($"zoho/Contacts?email={_email}")), "id");

    private async Task Make(string name, string stage)
    {
        var contact = await Contact();
        await _world.ToZoho(HttpMethod.Post, "Deals", new { data = new[] { Deal(name, stage, contact) } });
    }

    private static Dictionary<string, object> Deal(string name, string stage, string contact) => new()
    {
        ["Deal_Name"] = name, ["Stage"] = stage, ["Contact_Name"] = new Dictionary<string, string> { ["id"] = contact },
    };

    // Zoho's times are whole seconds: what moves twice within one has moved once.
    private async Task Move(string name, (string Field, string Value) to)
    {
        var deal = Assert.Single(await _world.Records("zoho/Deals"), each => Text(each, "Deal_Name") == name);
        await _world.ToZoho(HttpMethod.Put, "Deals", new { data = new[] { new Dictionary<string, string> { ["id"] = Text(deal, "id"), [to.Field] = to.Value } } });
    }

    // What changes in the very second of the first look counts as new.
    private static async Task TheirSecondIsOver()
    {
        var over = DateTimeOffset.UtcNow.AddSeconds(2);
        await Eventually.Within(Soon, () => DateTimeOffset.UtcNow > over);
    }

    private static string Text(JsonElement record, string field) => record.GetProperty(field).ToString();
}
