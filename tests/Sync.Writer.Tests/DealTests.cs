using System.Text.Json;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>A deal that comes of a handoff is made once, at the contact, whatever becomes of the vendor's answer.</summary>
public sealed class DealTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);
    private readonly string _email = $"{Some.Word()}@example.test".ToLowerInvariant();
    private readonly string _mark = $"{Guid.NewGuid():N}";
    private readonly long _delivery = Some.Number();
    private VendorWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await VendorWorld.Start(host);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_answer_is_lost_and_the_request_comes_twice_and_there_is_one_deal()
    {
        await Person("Contacts");
        _world.Set(_world.Zoho, "timeoutSeconds", "2");
        await _world.Control(HttpMethod.Post, "faults", new { vendor = "zoho", match = "v8/Deals", kind = "timeout-after-write", count = 1 });
        await _world.Writer();

        await _world.Accept(Request(), Request());
        await _world.Accept(Request());

        var end = await End(Request().Key);
        Assert.Equal((Outcomes.Written, "Deals"), (end.Outcome, end.Module));
        Assert.True(await _world.HaveFaultsStruck());
        var deal = Assert.Single(await _world.Records("zoho/Deals"));
        Assert.Equal(("Lind AB demo", "Qualification", "2026-06-30"), (Text(deal, "Deal_Name"), Text(deal, "Stage"), Text(deal, "Closing_Date")));
        Assert.Equal((1200.50m, $"[sync:{_mark}]"), (deal.GetProperty("Amount").GetDecimal(), Text(deal, "Description")));
        Assert.Equal("mia@acme.test", Text(deal.GetProperty("Owner"), "email"));
        Assert.Equal(Text(Assert.Single(await _world.Records($"zoho/Contacts?email={_email}")), "id"), Text(deal.GetProperty("Contact_Name"), "id"));
    }

    [Fact]
    public async Task A_process_that_dies_after_the_call_leaves_a_deal_that_the_next_one_finds()
    {
        await Person("Contacts");
        // Until the first process is ended: its answer never comes.
        await _world.Control(HttpMethod.Post, "faults", new { vendor = "zoho", match = "v8/Deals", kind = "timeout-after-write", count = 1 });
        await _world.Writer();
        await _world.Accept(Request());
        await Testing.Eventually.Within(Soon, async () => (await _world.Records("zoho/Deals")).Count == 1);
        await _world.StopWriter();

        await _world.Writer();

        Assert.Equal(Outcomes.Written, (await End(Request().Key)).Outcome);
        Assert.Single(await _world.Records("zoho/Deals"));
    }

    [Fact]
    public async Task Of_a_lead_none_is_made_which_is_said_and_is_no_dead_letter()
    {
        await Person("Leads");
        await _world.Writer();

        await _world.Accept(Request());

        var end = await End(Request().Key);
        Assert.Equal(Outcomes.NoContact, end.Outcome);
        Assert.Contains($"Convert the lead, then replay delivery {_delivery}.", end.Detail, StringComparison.Ordinal);
        Assert.Empty(await _world.Records("zoho/Deals"));
        Assert.Equal(0, await _world.Calls("POST", "/crm/v8/Deals"));
        Assert.False(Assert.Single(await host.Said<OutcomesReached>(Request().Key)).Items.Single(item => item.Key == Request().Key).Final);
        Assert.Empty(await host.Said<DeadLettered>(Request().Key));
    }

    [Fact]
    public async Task Who_was_a_lead_and_has_become_a_contact_gets_his_deal()
    {
        await Person("Leads");
        var lead = Text(Assert.Single(await _world.Records($"zoho/Leads?email={_email}")), "id");
        await _world.ToZoho(HttpMethod.Post, $"Leads/{lead}/actions/convert", new { data = new[] { new { overwrite = false } } });
        await _world.Writer();

        await _world.Accept(Request() with { Module = "Leads", RecordId = lead, MayBeThere = true });

        Assert.Equal(Outcomes.Written, (await End(Request().Key)).Outcome);
        var deal = Assert.Single(await _world.Records("zoho/Deals"));
        Assert.Equal(Text(Assert.Single(await _world.Records($"zoho/Contacts?email={_email}")), "id"), Text(deal.GetProperty("Contact_Name"), "id"));
    }

    [Fact]
    public async Task The_doctor_says_that_the_crm_has_no_such_stage()
    {
        var deal = new Policy.Plays.DealTemplate("{name}", "Begun") { ClosesInDays = 3 };
        var play = new Policy.Plays.PlayPolicy
        {
            Name = "demo", Source = _world.Ac, Target = _world.Zoho, Triggers = [], Cooldown = default, Unless = [], Assign = [], Within = default,
            Task = Policy.Plays.TaskTemplate.None, Also = Policy.Plays.PlayActions.None with { Deal = deal },
        };
        _world.Policy = new Policy.SyncPolicy(_world.Policy.Version, _world.Policy.Connections, _world.Policy.Routes, _world.Policy.Identity)
        {
            Handoff = new Policy.Plays.HandoffPolicy([], [play]),
        };
        await _world.Writer();

        var lines = await _world.Check(_world.Zoho);

        Assert.Contains("has no choice 'Begun'", Assert.Single(lines, line => line.Check == "field Deals.Stage").Problem, StringComparison.Ordinal);
        Assert.True(Assert.Single(lines, line => line.Check == "field Deals.Closing_Date").Ok);
    }

    private Task Person(string module) => _world.ToZoho(
        HttpMethod.Post, module, new { data = new[] { new Dictionary<string, string> { ["Last_Name"] = "Lind", ["Email"] = _email } } });

    private OperationRequest Request() => new()
    {
        Key = $"{_delivery}:2/2>{_world.Zoho}!deal", DeliveryId = _delivery, Target = _world.Zoho, PersonId = _delivery, Email = _email, Mark = _mark,
        Deal = new DealToMake("Lind AB demo", "Qualification", "mia@acme.test") { Amount = 1200.50m, ClosesOn = new DateOnly(2026, 6, 30) },
        Priority = WritePriority.Live, ReceivedAt = Some.Moment, PolicyVersion = "1",
    };

    private async Task<SettledOperation> End(string key) => (await Testing.Eventually.Within(
        Soon, async () => (await host.Said<OperationsSettled>(key)).SelectMany(message => message.Items).Where(item => item.Key == key).ToList(),
        ends => ends.Count > 0))[0];

    private static string Text(JsonElement record, string field) => record.GetProperty(field).ToString();
}
