using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

/// <summary>A deal of the CRM is a part of its delivery beside its person, where something is done when it moves.</summary>
public sealed class DealMappingTests
{
    private const string Reached = """{"sync":"Deals.stage","deal_id":"8","deal_name":"Roof","stage":"Closed Won","contact_id":"7","contact_email":"ada@example.test","owner":"mia@acme.test","modified_time":"2026-03-04T09:31:12+00:00","reached":"true"}""";
    private const string Waits = "{ name: p, marketing: sales, when: { deal: closed won }, assign: [{ owners: mia@acme.test }], task: { subject: Call } }";
    private const string Other = "{ name: p, when: { form: x }, assign: [{ owners: mia@acme.test }], task: { subject: Call } }";

    [Fact]
    public void It_tells_who_he_is_and_of_the_deal_and_nothing_that_could_make_or_change_a_record()
    {
        var delivery = SomeDelivery.Of(Reached, "sales", SomeDelivery.Json) with { Replay = 4 };

        var change = Change("deals: { wonTag: customer }", Other, delivery);

        Assert.Equal(($"{delivery.Id}:1/2#4", "Contacts", "7", "ada@example.test"), (change.Key, change.Module, change.RecordId, change.Email));
        Assert.Equal(new ToldDeal { Key = $"{delivery.Id}:2/2#4", DealId = "8", Name = "Roof", Stage = "Closed Won", Owner = "mia@acme.test" }, change.Deal);
        Assert.Null(change.Signals);
        Assert.Empty(change.Fields);
        Assert.All(change.Routes!, choice => Assert.True(choice is { OnlyNew: true, Rule: not null }));
    }

    [Fact]
    public void A_play_that_waits_for_its_stage_hears_of_it_beside()
    {
        var delivery = SomeDelivery.Of(Reached, "sales", SomeDelivery.Json);

        var both = Change("deals: { wonTag: customer }", Waits, delivery);
        var alone = Change("timeZone: UTC", Waits, delivery);

        Assert.Equal(($"{delivery.Id}:2/3", "p", "deal", "Closed Won"), Heard(both));
        Assert.Equal($"{delivery.Id}:3/3", both.Deal!.Key);
        Assert.Equal(($"{delivery.Id}:2/2", "p", "deal", "Closed Won"), Heard(alone));
        Assert.Null(alone.Deal);
    }

    [Fact]
    public void A_stage_in_which_it_only_stands_begins_no_play_and_what_nobody_waits_for_ends()
    {
        var stands = SomeDelivery.Of(Reached.Replace("\"reached\":\"true\"", "\"reached\":\"false\"", StringComparison.Ordinal), "sales", SomeDelivery.Json);

        Assert.Null(Change("deals: { wonTag: customer }", Waits, stands).Signals);
        Assert.Equal("filtered: no-route", Assert.IsType<MapResult.Ended>(DeliveryMapping.Map(Rules("timeZone: UTC", Waits), stands, Some.Moment)).Outcome.Outcome);
    }

    private static (string, string, string, string) Heard(PersonChange change) =>
        change.Signals!.Select(signal => (signal.Key, signal.Play, signal.Kind, signal.Value)).Single();

    private static PersonChange Change(string deals, string play, ReceivedDelivery delivery) =>
        Assert.IsType<MapResult.Changed>(DeliveryMapping.Map(Rules(deals, play), delivery, Some.Moment)).Change;

    private static Policy.SyncPolicy Rules(string deals, string play) => PeoplePolicy.Read(PeoplePolicy.BothWays + $$"""

        handoff:
          owners: [{ email: mia@acme.test }]
          {{deals}}
          plays: [{{play}}]
        """);
}
