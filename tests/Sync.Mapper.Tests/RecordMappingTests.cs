using Sync.Contracts;
using Sync.Testing;

namespace Sync.Mapper.Tests;

public sealed class RecordMappingTests
{
    private static readonly Policy.SyncPolicy Rules = BothWaysPolicy.Read();

    private static readonly DateTimeOffset Now = Some.Moment.AddSeconds(5);

    [Fact]
    public void A_record_becomes_a_change_in_our_own_words()
    {
        var read = Read(("First_Name", " Ada "), ("Phone", null), ("Email", "Ada@example.test"), ("Website", "x"));

        var change = Changed(read);

        Assert.Equal((read.Key, read.DeliveryId, "sales", "Leads.update"), (change.Key, change.DeliveryId, change.Source, change.Kind));
        Assert.Equal(("Leads", "L1", "ada@example.test", 3), (change.Module, change.RecordId, change.Email, change.Replay));
        Assert.Equal((read.ReceivedAt, Now, read.Trace), (change.ReceivedAt, change.MappedAt, change.Trace));
        Assert.Equal(
            [("email", "Ada@example.test"), ("first_name", "Ada"), ("phone", null)],
            change.Fields.OrderBy(field => field.Key).Select(field => (field.Key, field.Value)));
    }

    [Theory]
    [InlineData(-60, 0)]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    public void A_change_is_as_old_as_the_record_says_but_not_older_than_the_hint(int recordSeconds, int expectedSeconds)
    {
        var read = Read() with { ChangedAt = Some.Moment.AddSeconds(recordSeconds) };

        Assert.Equal(Some.Moment.AddSeconds(expectedSeconds), Changed(read).ChangedAt);
    }

    [Theory]
    [InlineData("(not given)", null)]
    [InlineData("Byron", "Byron")]
    public void What_we_put_in_for_want_of_a_value_comes_back_as_none(string held, string? said) =>
        Assert.Equal(said, Changed(Read(("Last_Name", held))).Fields["last_name"]);

    [Fact]
    public void A_record_that_is_gone_is_told_as_that()
    {
        var read = Read() with { IsThere = false, ChangedAt = null, Email = null };

        var change = Changed(read);

        Assert.Equal((read.Key, read.DeliveryId, "L1", true), (change.Key, change.DeliveryId, change.RecordId, change.IsGone));
    }

    [Theory]
    [InlineData("Leads", "Contacts")]
    [InlineData("Contacts", null)]
    public void The_modules_that_know_a_person_better_are_told(string module, string? better)
    {
        Assert.Equal(better is null ? null : [better], Changed(Read() with { Module = module }).BetterModules);
    }

    [Fact]
    public void Rules_may_have_lost_the_route_meanwhile() => Assert.Equal(
        "filtered: no-route", Assert.IsType<MapResult.Ended>(RecordMapping.Map(PeoplePolicy.Read(), Read(), Now)).Outcome.Outcome);

    private static PersonChange Changed(RecordRead read) => Assert.IsType<MapResult.Changed>(RecordMapping.Map(Rules, read, Now)).Change;

    private static RecordRead Read(params (string Field, string? Value)[] fields) => new()
    {
        Key = "7:1/2#3", DeliveryId = 7, Connection = "sales", Kind = "Leads.update", Module = "Leads", RecordId = "L1",
        HintedAt = Some.Moment, ReceivedAt = Some.Moment.AddSeconds(1), IsThere = true, Email = "ada@example.test",
        ChangedAt = Some.Moment.AddSeconds(-3), Fields = fields.ToDictionary(field => field.Field, field => field.Value), Replay = 3,
        Trace = "00-1-2-01",
    };
}
