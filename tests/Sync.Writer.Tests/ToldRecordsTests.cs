using Sync.Contracts;
using Sync.Policy;
using Sync.Testing;
using Sync.Writer.Lanes;
using Sync.Writer.Reads;
using Sync.Writer.Work;

namespace Sync.Writer.Tests;

public sealed class ToldRecordsTests
{
    private static readonly SyncPolicy Policy = PeoplePolicy.Read(PeoplePolicy.BothWays);

    private readonly ToldRecords _told = new("sales", Policy);

    [Fact]
    public void What_we_made_and_nobody_changed_is_an_echo()
    {
        _told.Wrote(Made(("last_name", "Lovelace"), ("phone", "+44 20 7946 0018")));

        Assert.Equal(7, _told.EchoOf(Read(("Last_Name", "Lovelace"), ("Phone", "+442079460018"), ("First_Name", null))));
    }

    [Theory]
    [InlineData("First_Name", "Ada")]
    [InlineData("Last_Name", "King")]
    [InlineData("Last_Name", null)]
    [InlineData("Phone", "+442079460018")]
    public void What_somebody_has_changed_since_travels(string field, string? value)
    {
        _told.Wrote(Made(("last_name", "Lovelace")));

        Assert.Null(_told.EchoOf(Read(("Last_Name", "Lovelace"), (field, value))));
    }

    [Theory]
    [InlineData(null, "false", true)]
    [InlineData(null, "true", false)]
    [InlineData("true", "true", true)]
    public void Of_an_opt_out_only_a_yes_is_news(string? told, string read, bool isEcho)
    {
        var policy = PeoplePolicy.Read(PeoplePolicy.BothWays + "\n        - { name: opted_out, marketing: unsubscribed, sales: Email_Opt_Out, type: optout }\n");
        var records = new ToldRecords("sales", policy);
        records.Wrote(told is null ? Made(("last_name", "Lovelace")) : Made(("last_name", "Lovelace"), ("opted_out", told)));

        Assert.Equal(isEcho, records.EchoOf(Read(("Last_Name", "Lovelace"), ("Email_Opt_Out", read))) is not null);
    }

    [Fact]
    public void Another_address_travels()
    {
        _told.Wrote(Made(("last_name", "Lovelace")));

        Assert.Null(_told.EchoOf(Read(("Last_Name", "Lovelace")) with { Email = "countess@example.test" }));
    }

    [Fact]
    public void Of_a_record_that_was_there_before_only_a_part_is_known_until_it_is_read()
    {
        var read = Read(("Last_Name", "Lovelace"), ("Phone", "2"), ("First_Name", "Ada"));
        _told.Wrote(Wrote(("phone", "2")));
        Assert.Null(_told.EchoOf(read));

        _told.Read(Read(("Last_Name", "Lovelace"), ("Phone", "1"), ("First_Name", "Ada")));
        _told.Wrote(Wrote(("phone", "2")));
        Assert.Equal(7, _told.EchoOf(read));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("1", false)]
    public async Task Of_a_record_that_was_made_with_more_than_was_asked_for_not_all_is_known(string? phone, bool isAll)
    {
        var work = SomeWork.Pending(fields: [("email", "ada@example.test"), ("last_name", "Lovelace")]);
        var whole = new Dictionary<string, string?> { ["email"] = "ada@example.test", ["last_name"] = "Lovelace", ["phone"] = phone };
        var unit = SomeWork.Unit(work with { Whole = WorkJson.Write(whole) });
        var progress = new Progress();

        await new Writing(new FakeTarget(), Policy).Run("Leads", [unit], progress, TestContext.Current.CancellationToken);

        Assert.Equal(isAll, Assert.Single(progress.Written).IsAll);
    }

    [Fact]
    public void What_was_read_is_no_echo_though_it_is_known()
    {
        _told.Wrote(Made(("last_name", "Lovelace")));
        var changed = Read(("Last_Name", "King"));
        _told.Read(changed);

        Assert.Null(_told.EchoOf(changed));
        Assert.Null(_told.EchoOf(Read(("Last_Name", "Lovelace"))));
    }

    [Fact]
    public void A_record_of_which_something_is_not_certain_travels()
    {
        var read = Read(("Last_Name", "Lovelace"));
        _told.Wrote(Made(("last_name", "Lovelace")));
        _told.Forget("Leads", "L1");
        Assert.Null(_told.EchoOf(read));

        _told.Wrote(Made(("last_name", "Lovelace")) with { LeftOut = [new LeftOutField("phone", "1", LaneSet.Fault(FailureClasses.Validation))] });
        Assert.Null(_told.EchoOf(read));

        _told.Wrote(Made(("last_name", "Lovelace")));
        _told.Wrote(Wrote(("phone", "1")) with { Outcome = $"{Outcomes.DeadLettered}: validation" });
        Assert.Null(_told.EchoOf(read));
    }

    [Fact]
    public void A_connection_that_nothing_starts_at_has_no_echoes()
    {
        var told = new ToldRecords("sales", PeoplePolicy.Read());
        told.Wrote(Made(("last_name", "Lovelace")));

        Assert.Null(told.EchoOf(Read(("Last_Name", "Lovelace"))));
    }

    [Fact]
    public void Of_many_records_the_latest_are_known()
    {
        for (var record = 0; record < 50_010; record++)
        {
            _told.Wrote(Made(("last_name", "Lovelace")) with { RecordId = $"L{record}" });
        }

        Assert.Null(_told.EchoOf(Read(("Last_Name", "Lovelace")) with { RecordId = "L9" }));
        Assert.Equal(7, _told.EchoOf(Read(("Last_Name", "Lovelace")) with { RecordId = "L10" }));
    }

    [Fact]
    public void A_replay_goes_all_the_way_even_where_it_shows_our_own_write()
    {
        SettledRead[] settled = [new(Read() with { Replay = 1 }, Outcomes.Passed), new(Read() with { RecordId = "L2" }, Outcomes.Passed)];

        var sorted = Echoed.Sort(settled, _ => 7);

        Assert.Equal([(Outcomes.Passed, null), (Outcomes.Echo, 7L)], sorted.Select(read => (read.Outcome, read.PersonId)));
    }

    private static SettledWork Made(params (string Field, string? Value)[] fields) => Wrote(fields) with { IsAll = true };

    private static SettledWork Wrote(params (string Field, string? Value)[] fields) =>
        new(SomeWork.Pending(person: 7, fields: fields), Outcomes.Written, null, "Leads", "L1");

    private static PendingRead Read(params (string Field, string? Value)[] fields)
    {
        var all = fields.GroupBy(field => field.Field).ToDictionary(group => group.Key, group => group.Last().Value);
        all["Email"] = "ada@example.test";
        return SomeRead.Pending(1, "L1") with { Email = "ada@example.test", Fields = WorkJson.Write(all) };
    }
}
