using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

public sealed class HintMappingTests
{
    private static readonly Policy.SyncPolicy Rules = BothWaysPolicy.Read();

    private static readonly DateTimeOffset Now = Some.Moment.AddSeconds(2);

    [Theory]
    [InlineData("Leads")]
    [InlineData("Contacts")]
    public void A_notification_about_a_person_asks_for_the_record(string module)
    {
        var delivery = Notification(module, "update", 0, "3652397000000624046");

        var hinted = Assert.IsType<MapResult.Hinted>(Map(delivery));

        var read = Assert.Single(hinted.Reads);
        Assert.Equal(($"{delivery.Id}", delivery.Id, "sales"), (read.Key, read.DeliveryId, read.Connection));
        Assert.Equal((module, "3652397000000624046", $"{module}.update"), (read.Module, read.RecordId, read.Kind));
        Assert.Equal((DateTimeOffset.FromUnixTimeMilliseconds(1773480413250), delivery.ReceivedAt), (read.HintedAt, read.ReceivedAt));
        Assert.Equal((0, delivery.Trace), (read.Replay, read.Trace));
        var fact = Assert.Single(hinted.Facts);
        Assert.Equal((read.Key, Stages.Mapped, Outcomes.Passed, false), (fact.Key, fact.Stage, fact.Outcome, fact.Final));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(4, "#4")]
    public void Each_record_of_a_notification_is_a_part_of_the_delivery(int replay, string end)
    {
        var delivery = Notification("Leads", "insert", replay, "11", "12", "13");

        var hinted = Assert.IsType<MapResult.Hinted>(Map(delivery));

        Assert.Equal(
            [($"{delivery.Id}:1/3{end}", "11"), ($"{delivery.Id}:2/3{end}", "12"), ($"{delivery.Id}:3/3{end}", "13")],
            hinted.Reads.Select(read => (read.Key, read.RecordId)));
        Assert.Equal(hinted.Reads.Select(read => read.Key), hinted.Facts.Select(fact => fact.Key));
    }

    [Fact]
    public void A_deletion_is_not_read_and_says_of_each_record_that_it_is_gone()
    {
        var delivery = Notification("Leads", "delete", 0, "11", "12");

        var ends = Assert.IsType<MapResult.Deleted>(Map(delivery)).Ends;

        Assert.Equal([$"{delivery.Id}:1/2", $"{delivery.Id}:2/2"], ends.Select(end => end.Key));
        Assert.Equal(["11", "12"], ends.Select(end => end.RecordId));
        Assert.All(ends, end => Assert.Equal((true, "Leads", "Leads.delete", null), (end.IsGone, end.Module, end.Kind, end.Email)));
    }

    [Theory]
    [InlineData("Deals")]
    [InlineData("Accounts")]
    public void What_is_no_person_is_not_read(string module)
    {
        var ended = Assert.IsType<MapResult.Ended>(Map(Notification(module, "update", 0, "11"))).Outcome;

        Assert.Equal(("filtered: no-route", true), (ended.Outcome, ended.Final));
        Assert.Contains(module, ended.Detail, StringComparison.Ordinal);
    }

    private static MapResult Map(ReceivedDelivery delivery) => DeliveryMapping.Map(Rules, delivery, Now);

    private static ReceivedDelivery Notification(string module, string operation, int replay, params string[] ids)
    {
        var named = string.Join(',', ids.Select(id => $"\"{id}\""));
        return SomeDelivery.Of(
            $$"""{"server_time":1773480413250,"module":"{{module}}","ids":[{{named}}],"operation":"{{operation}}","channel_id":"1"}""",
            "sales", SomeDelivery.Json) with
        {
            Replay = replay,
        };
    }
}
