using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

public sealed class DeliveryMappingTests
{
    private static readonly Policy.SyncPolicy Rules = PeoplePolicy.Read();

    private static readonly DateTimeOffset Now = Some.Moment.AddSeconds(2);

    [Fact]
    public void A_contact_becomes_a_change_in_our_own_words()
    {
        var delivery = SomeDelivery.Of(SomeDelivery.Contact());

        var change = Assert.IsType<MapResult.Changed>(Map(delivery)).Change;

        Assert.Equal(($"{delivery.Id}", delivery.Id, "marketing", "update"), (change.Key, change.DeliveryId, change.Source, change.Kind));
        Assert.Equal(("contacts", "7", delivery.Trace, 0), (change.Module, change.RecordId, change.Trace, change.Replay));
        Assert.Equal((Some.Moment, delivery.ReceivedAt, Now), (change.ChangedAt, change.ReceivedAt, change.MappedAt));
        Assert.Equal("ada@example.test", change.Email, ignoreCase: true);
    }

    [Fact]
    public void A_change_carries_what_was_sent_and_the_rules_name_and_nothing_else()
    {
        var change = Assert.IsType<MapResult.Changed>(Map(SomeDelivery.Of(SomeDelivery.Contact()))).Change;

        Assert.Equal(["email", "first_name", "last_name"], change.Fields.Keys.Order());
        Assert.Equal(("Ada", null), (change.Fields["first_name"], change.Fields["last_name"]));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(3, "#3")]
    public void A_replay_has_a_key_of_its_own(int replay, string end)
    {
        var delivery = SomeDelivery.Of(SomeDelivery.Contact()) with { Replay = replay };

        var change = Assert.IsType<MapResult.Changed>(Map(delivery)).Change;

        Assert.Equal(($"{delivery.Id}{end}", replay), (change.Key, change.Replay));
    }

    [Theory]
    [InlineData("marketing", "type=sent&date_time=2026-03-14T04%3A26%3A53-05%3A00", "filtered: not-a-record", "sent")]
    [InlineData("marketing", "type=click", "filtered: not-a-record", "click")]
    [InlineData("marketing", "type=deal_add&deal%5Bid%5D=4", "filtered: no-route", "deal_add")]
    [InlineData("marketing", "type=brand_new&contact%5Bid%5D=7", "filtered: unknown-kind", "brand_new")]
    [InlineData("gone", "type=update&contact%5Bid%5D=7", "filtered: no-connection", "?")]
    public void A_delivery_that_leads_to_no_write_ends_with_the_rule_that_ended_it(
        string connection, string body, string outcome, string kind)
    {
        var delivery = SomeDelivery.Of(body, connection) with { Replay = 2 };

        var ended = Assert.IsType<MapResult.Ended>(Map(delivery)).Outcome;

        Assert.Equal((outcome, kind, true, Stages.Mapped), (ended.Outcome, ended.Kind, ended.Final, ended.Stage));
        Assert.Equal(($"{delivery.Id}#2", delivery.Id, connection), (ended.Key, ended.DeliveryId, ended.Source));
        Assert.NotEmpty(ended.Detail!);
    }

    [Fact]
    public void A_notification_for_which_no_route_starts_ends_there()
    {
        var body = """{"server_time":1773480413000,"module":"Leads","ids":["3652397000000624046"],"operation":"insert","channel_id":"1"}""";

        var ended = Assert.IsType<MapResult.Ended>(Map(SomeDelivery.Of(body, "sales", SomeDelivery.Json))).Outcome;

        Assert.Equal(("filtered: no-route", "Leads.insert"), (ended.Outcome, ended.Kind));
    }

    [Theory]
    [InlineData("marketing", "type=update&contact%5Bemail%5D=ada%40example.test")]
    [InlineData("marketing", "nothing")]
    [InlineData("sales", "[1,2,3]")]
    [InlineData("sales", "<html>")]
    public void A_delivery_that_cannot_be_read_is_dead_lettered_with_its_body(string connection, string body)
    {
        var delivery = SomeDelivery.Of(body, connection) with { Replay = 4 };

        var letter = Assert.IsType<MapResult.Failed>(Map(delivery)).Letter;

        Assert.Equal((FailureClasses.Unparsable, Stages.Mapped, $"{delivery.Id}#4"), (letter.Class, letter.Stage, letter.Key));
        Assert.Equal((delivery.Id, connection), (letter.DeliveryId!.Value, letter.Connection));
        Assert.StartsWith("The delivery could not be read: ", letter.Reason, StringComparison.Ordinal);
        Assert.Contains(body[..5].Trim('<'), letter.Item, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_kind_is_told_in_letters_that_a_database_can_keep() => Assert.Equal(
        "brandnew", Assert.IsType<MapResult.Ended>(Map(SomeDelivery.Of("type=brand%00new"))).Outcome.Kind);

    [Fact]
    public void Of_an_unknown_kind_the_names_are_told_and_no_values()
    {
        var detail = Assert.IsType<MapResult.Ended>(Map(SomeDelivery.Of("type=brand_new&contact%5Bemail%5D=ada%40example.test"))).Outcome.Detail;

        Assert.EndsWith("It holds: type, contact[email]", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_whatever_make_the_mapper_fail()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var body = new byte[random.Next(400)];
            random.NextBytes(body);
            var connection = round % 2 == 0 ? "marketing" : "sales";

            Assert.NotNull(Map(SomeDelivery.Of("", connection) with { Body = body, Query = round % 3 == 0 ? "a=%zz&b" : null }));
        }
    }

    private static MapResult Map(ReceivedDelivery delivery) => DeliveryMapping.Map(Rules, delivery, Now);
}
