using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>A look at a person's deals always has an answer: somebody waits to be called.</summary>
public sealed class DealLookTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private readonly string _email = $"{Some.Word()}@example.test".ToLowerInvariant();
    private readonly long _delivery = Some.Number();
    private VendorWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_contact_has_an_open_deal_until_its_stage_is_closed()
    {
        await Person("Contacts");
        var contact = Text(Assert.Single(await _world.Records($"zoho/Contacts?email={_email}")), "id");
        await _world.Writer();
        Assert.Equal((Outcomes.NoOpenDeal, null), await Ask("none"));

        await Deal(contact);
        Assert.Equal((Outcomes.DealOpen, null), await Ask("open"));

        var deal = Text(Assert.Single(await _world.Records("zoho/Deals")), "id");
        await _world.ToZoho(HttpMethod.Put, "Deals", new { data = new[] { new Dictionary<string, string> { ["id"] = deal, ["Stage"] = "Closed Won" } } });
        Assert.Equal((Outcomes.NoOpenDeal, null), await Ask("closed"));
    }

    [Fact]
    public async Task A_lead_is_looked_for_among_the_contacts_and_has_no_deals()
    {
        await Person("Leads");
        var lead = Text(Assert.Single(await _world.Records($"zoho/Leads?email={_email}")), "id");
        await _world.Writer();
        Assert.Equal((Outcomes.NoOpenDeal, null), await Ask("lead", ("Leads", lead)));

        await Person("Contacts");
        var contact = Text(Assert.Single(await _world.Records($"zoho/Contacts?email={_email}")), "id");
        await Deal(contact);
        Assert.Equal((Outcomes.DealOpen, null), await Ask("both", ("Leads", lead)));
    }

    [Fact]
    public async Task What_cannot_be_read_counts_as_none_and_says_why_and_an_outage_is_waited_for()
    {
        await Person("Contacts");
        var contact = Text(Assert.Single(await _world.Records($"zoho/Contacts?email={_email}")), "id");
        await _world.Control(HttpMethod.Post, "faults", new { vendor = "zoho", match = "Contacts/.*/Deals", kind = "status", status = 503, count = 1 });
        await _world.Writer();
        Assert.Equal((Outcomes.NoOpenDeal, null), await Ask("outage", ("Contacts", contact)));
        Assert.True(await _world.HaveFaultsStruck());

        var (outcome, why) = await Ask("gone", ("Contacts", "not-an-id"));

        Assert.Equal(Outcomes.NoOpenDeal, outcome);
        Assert.Null(why);
        Assert.Empty(await host.Said<DeadLettered>(Key("gone")));
    }

    private string Key(string what) => $"{_delivery}:2/2#{what}>{_world.Zoho}!open-deal";

    private async Task<(string Outcome, string? Detail)> Ask(string what, (string Module, string Id)? record = null)
    {
        await _world.Accept(new OperationRequest
        {
            Key = Key(what), DeliveryId = _delivery, Target = _world.Zoho, PersonId = _delivery, Email = _email, Mark = $"{Guid.NewGuid():N}",
            Module = record?.Module, RecordId = record?.Id, Deals = new DealsToLookAt(["Closed Won", "Closed Lost"]),
            Priority = WritePriority.Handoff, ReceivedAt = Some.Moment, PolicyVersion = "1",
        });
        var end = (await Testing.Eventually.Within(
            Soon, async () => (await host.Said<OperationsSettled>(Key(what))).SelectMany(message => message.Items).Where(item => item.Key == Key(what)).ToList(),
            ends => ends.Count > 0))[0];
        return (end.Outcome, end.Detail);
    }

    private Task Person(string module) => _world.ToZoho(
        HttpMethod.Post, module, new { data = new[] { new Dictionary<string, string> { ["Last_Name"] = "Lind", ["Email"] = _email } } });

    private Task Deal(string contact) => _world.ToZoho(HttpMethod.Post, "Deals", new
    {
        data = new[]
        {
            new Dictionary<string, object> { ["Deal_Name"] = "Roof", ["Stage"] = "Qualification", ["Contact_Name"] = new Dictionary<string, string> { ["id"] = contact } },
        },
    });

    private static string Text(JsonElement record, string field) => record.GetProperty(field).ToString();
}
