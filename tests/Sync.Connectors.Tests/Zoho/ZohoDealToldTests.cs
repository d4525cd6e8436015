using Sync.Connectors.Zoho;

namespace Sync.Connectors.Tests.Zoho;

/// <summary>What is put into the inbox of a deal is read as it was written.</summary>
public sealed class ZohoDealToldTests
{
    private static readonly ZohoWebhook Webhook = new();

    private static readonly FoundDeal Deal = new("5550100000003194003", "Closed Won", "5550100000003194777", new(2026, 3, 4, 9, 31, 12, TimeSpan.Zero))
    {
        Name = "Roof \"big\"", Owner = "mia@acme.test", Email = "ada@example.test",
    };

    [Theory]
    [InlineData(true, "Closed Won")]
    [InlineData(false, "")]
    public void A_deal_says_whose_it_is_and_the_stage_that_it_has_reached(bool isReached, string signals)
    {
        var hint = Assert.IsType<WebhookReading.Hint>(Webhook.Read(Body(Deal, isReached)));

        Assert.Equal(("Deals.stage", "Deals", Deal.Id, Deal.ChangedAt), (hint.Kind, hint.Module, Assert.Single(hint.RecordIds), hint.ChangedAt));
        Assert.Equal(("Contacts", Deal.PersonId, Deal.Email, Deal.ChangedAt), (hint.Told!.Module, hint.Told.RecordId, hint.Told.Email, hint.Told.ChangedAt));
        Assert.Equal(new SourceDeal(Deal.Id, Deal.Name, Deal.Stage, Deal.Owner), hint.Told.Deal);
        Assert.Equal(signals, string.Join(',', hint.Told.Signals.Select(signal => $"{signal.Value}")));
        Assert.Empty(hint.Told.Fields);
    }

    [Fact]
    public void Its_key_is_that_of_deal_stage_and_time_whenever_it_comes()
    {
        var key = Webhook.Key("sales", Body(Deal, true));

        Assert.Equal(key, Webhook.Key("sales", Body(Deal, true) with { ReceivedAt = Some.Received.AddDays(9) }));
        Assert.NotEqual(key, Webhook.Key("sales", Body(Deal with { Stage = "Closed Lost" }, true)));
        Assert.NotEqual(key, Webhook.Key("sales", Body(Deal with { ChangedAt = Deal.ChangedAt.AddSeconds(1) }, true)));
    }

    [Theory]
    [InlineData("""{"sync":"Deals.stage","deal_id":"8","stage":"Won"}""")]
    [InlineData("""{"sync":"Deals.stage","deal_id":"x","stage":"Won","contact_id":"7"}""")]
    [InlineData("""{"sync":"Deals.stage","deal_id":"8","stage":" ","contact_id":"7"}""")]
    [InlineData("""{"sync":{},"deal_id":"8","stage":"Won","contact_id":"7"}""")]
    public void What_is_not_whole_tells_of_no_deal(string json) =>
        Assert.Null((Webhook.Read(Some.Json(json)) as WebhookReading.Hint)?.Told);

    private static WebhookBody Body(FoundDeal deal, bool isReached) => new("application/json", null, ZohoDealTold.Write(deal, isReached), Some.Received);
}
