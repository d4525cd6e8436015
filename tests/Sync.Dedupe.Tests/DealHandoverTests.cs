using Sync.Contracts;
using Sync.Testing;

namespace Sync.Dedupe.Tests;

/// <summary>A deal is handed on with the person whose it is, and ends where nobody is found.</summary>
public sealed class DealHandoverTests(TwoWayHost dedupe) : IClassFixture<TwoWayHost>
{
    private readonly string _contact = $"{Some.Number()}";
    private readonly string _crm = $"{Some.Number()}";

    [Fact]
    public async Task The_person_is_found_by_record_or_address_and_handed_on_with_all_records_as_often_as_it_is_told()
    {
        var email = Some.Email();
        await dedupe.Handle(Change.Of(_contact, email, 0, ("last_name", "Lind")));
        var deal = Deal(email);

        var first = await Seen(deal);
        var again = await Seen(deal with { Email = null });

        Assert.Equal((email, deal.Source, deal.ChangedAt, deal.Deal), (first.Email, first.Source, first.Since, first.Deal));
        Assert.Contains(new PersonRecord("marketing", "contacts", _contact), first.Records);
        Assert.Contains(new PersonRecord("sales", "Contacts", _crm), first.Records);
        Assert.Equal(first.PersonId, again.PersonId);
    }

    [Fact]
    public async Task Where_nobody_is_found_the_part_ends_with_the_change()
    {
        var deal = Deal(null);

        var answer = await dedupe.Handle(deal);

        Assert.Equal([(deal.Key, "filtered: no-email", true), (deal.Deal!.Key, "filtered: no-email", true)], answer.Outcomes.Select(each => (each.Key, each.Outcome, each.Final)));
    }

    private async Task<SeenDeal> Seen(PersonChange change)
    {
        await dedupe.Handle(change);
        var bodies = await dedupe.Database.Query<string>("select body from identity.outbox_message where contract = 'DealsSeen' order by id desc limit 1");
        return Assert.Single(System.Text.Json.JsonSerializer.Deserialize<DealsSeen>(Assert.Single(bodies), Storage.OutboxJson.Options)!.Items, each => each.DeliveryId == change.DeliveryId);
    }

    private PersonChange Deal(string? email)
    {
        var change = Change.Of(_crm, null, 60) with { Source = "sales", Kind = "Deals.stage", Module = "Contacts", Email = email };
        return change with
        {
            Key = $"{change.DeliveryId}:1/2", Deal = new ToldDeal { Key = $"{change.DeliveryId}:2/2", DealId = _crm, Stage = "Closed Won" },
        };
    }
}
