using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

public sealed class PlaySignalsTests
{
    private const string Submitted = "type=subscribe&list=3&contact[id]=7&contact[email]=ada@example.test&form[id]=5&form[name]=demo-request";

    [Theory]
    [InlineData("{ form: demo-request }", Submitted, "form", "demo-request")]
    [InlineData("{ form: 5 }", Submitted, "form", "5")]
    [InlineData("{ list: 3 }", Submitted, "list", "3")]
    [InlineData("{ tag: vip }", "type=contact_tag_added&tag=VIP&contact[id]=7&contact[email]=ada@example.test", "tag", "VIP")]
    [InlineData("{ automation: 31 }", "seriesid=31&contact[id]=7&contact[email]=ada@example.test", "automation", "31")]
    [InlineData("{ changes: [{ field: phone, reaches: 50 }] }", "type=update&contact[id]=7&contact[email]=ada@example.test&contact[phone]=55", "change", "phone reaches 50")]
    [InlineData("{ deal: proposal }", Moved, "deal", "Proposal")]
    [InlineData("{ deal: 9 }", Moved, "deal", "9")]
    public void What_a_play_waits_for_is_a_part_of_the_delivery_beside_its_change(string when, string body, string kind, string value)
    {
        var delivery = SomeDelivery.Of(body) with { Replay = 4 };

        var change = Change(when, delivery);

        Assert.Equal($"{delivery.Id}:1/2#4", change.Key);
        var signal = Assert.Single(change.Signals!);
        Assert.Equal(($"{delivery.Id}:2/2#4", "demo", kind, value), (signal.Key, signal.Play, signal.Kind, signal.Value));
    }

    private const string Moved = "type=deal_update&deal[id]=77&deal[stageid]=9&deal[stage_title]=Proposal&deal[contactid]=7"
        + "&deal[contact_email]=ada@example.test&updated_fields[0]=title&updated_fields[1]=stage";

    [Fact]
    public void A_deal_tells_who_he_is_and_nothing_that_could_make_or_change_a_record()
    {
        var change = Change("{ deal: \"*\" }", SomeDelivery.Of(Moved));

        Assert.Equal(("contacts", "7", "ada@example.test"), (change.Module, change.RecordId, change.Email));
        Assert.Empty(change.Fields);
        Assert.All(change.Routes!, choice => Assert.True(choice is { OnlyNew: true, Rule: not null }));
        Assert.NotEmpty(change.Routes!);
    }

    [Theory]
    [InlineData("{ deal: Won }", Moved)]
    [InlineData("{ deal: Proposal }", "type=deal_update&deal[id]=77&deal[stage_title]=Proposal&deal[contactid]=7&updated_fields[0]=title")]
    [InlineData("{ deal: Proposal }", "type=deal_note_add&deal[id]=77&deal[stage_title]=Proposal&deal[contactid]=7")]
    [InlineData("{ deal: Proposal }", "type=deal_add&deal[id]=77&deal[stage_title]=Proposal&deal[contactid]=0")]
    public void A_deal_that_no_play_waits_for_ends_as_before(string when, string body)
    {
        var ended = Assert.IsType<MapResult.Ended>(DeliveryMapping.Map(Rules(when), SomeDelivery.Of(body), Some.Moment));

        Assert.Equal("filtered: no-route", ended.Outcome.Outcome);
    }

    [Theory]
    [InlineData("{ form: other }", Submitted)]
    [InlineData("{ form: 5 }", "type=unsubscribe&list=3&contact[id]=7&contact[email]=ada@example.test&form[id]=5")]
    [InlineData("{ tag: vip }", "type=contact_tag_removed&tag=vip&contact[id]=7&contact[email]=ada@example.test")]
    [InlineData("{ changes: [{ field: phone, reaches: 50 }] }", "type=update&contact[id]=7&contact[email]=ada@example.test")]
    public void A_delivery_that_no_play_waits_for_is_in_one_part(string when, string body)
    {
        var delivery = SomeDelivery.Of(body);

        var change = Change(when, delivery);

        Assert.Equal($"{delivery.Id}", change.Key);
        Assert.Null(change.Signals);
    }

    [Theory]
    [InlineData("{ form: demo-request, list: 3 }", new[] { "form demo-request" })]
    [InlineData("{ form: demo-request, list: 3, allWithinDays: 30 }", new[] { "form demo-request", "list 3" })]
    [InlineData("{ form: demo-request, changes: [{ field: phone, is: x }] }", new[] { "form demo-request", "change phone x" })]
    public void One_of_several_things_is_enough_unless_all_are_waited_for_or_a_field_is_watched(string when, string[] heard)
    {
        var delivery = SomeDelivery.Of($"{Submitted}&contact[phone]=5");

        var signals = Change(when, delivery).Signals!;

        Assert.Equal(heard, signals.Select(signal => $"{signal.Kind} {signal.Value}"));
        Assert.Equal(signals.Select((_, index) => $"{delivery.Id}:{index + 2}/{heard.Length + 1}"), signals.Select(signal => signal.Key));
    }

    private static PersonChange Change(string when, ReceivedDelivery delivery) =>
        Assert.IsType<MapResult.Changed>(DeliveryMapping.Map(Rules(when), delivery, Some.Moment)).Change;

    private static Policy.SyncPolicy Rules(string when) => PeoplePolicy.Read(PeoplePolicy.BothWays + $$"""

        handoff:
          owners: [{ email: mia@acme.test }]
          plays: [{ name: demo, when: {{when}}, assign: [{ owners: mia@acme.test }], task: { subject: Call } }]
        """);
}
