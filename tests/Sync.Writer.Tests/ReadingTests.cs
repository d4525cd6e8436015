using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

public sealed class ReadingTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private readonly string _name = Some.Word();

    private LaneSet _lane = null!;

    private FakeSource Source => _lane.Source;

    public async ValueTask InitializeAsync() => _lane = await LaneSet.Take(host, _name);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    [Fact]
    public async Task A_record_is_handed_on_as_its_source_has_it()
    {
        var request = Request();
        var record = Source.Holds(request.RecordId, "Leads", ("Last_Name", "Lovelace"), ("Phone", null));

        await _lane.Read(request);

        var read = Assert.Single(Assert.Single(await host.Said<RecordsRead>(request)).Items);
        Assert.Equal((request.Key, request.DeliveryId, true), (read.Key, read.DeliveryId, read.IsThere));
        Assert.Equal((_name, "Leads", request.RecordId, request.Kind), (read.Connection, read.Module, read.RecordId, read.Kind));
        Assert.Equal((record.Email, record.ChangedAt, request.HintedAt), (read.Email, read.ChangedAt, read.HintedAt));
        Assert.Equal((request.ReceivedAt, request.Trace), (read.ReceivedAt, read.Trace));
        Assert.Equal([("Last_Name", "Lovelace"), ("Phone", null)], read.Fields.Select(field => (field.Key, field.Value)));
    }

    [Fact]
    public async Task Many_hints_for_one_record_make_one_read_and_each_has_its_outcome()
    {
        var requests = Enumerable.Range(0, 20).Select(_ => Request("L1")).ToArray();
        Source.Holds("L1");

        await _lane.Read(requests);

        Assert.Single(Source.Calls);
        var rows = await host.Rows(requests);
        Assert.Equal((1, 19), (rows.Count(row => row.Outcome == Outcomes.Passed), rows.Count(row => row.Outcome == Outcomes.Merged)));
        Assert.Equal(requests[^1].Key, Assert.Single(Assert.Single(await host.Said<RecordsRead>(requests)).Items).Key);
        var merged = Assert.Single(await host.Said<OutcomesReached>(requests)).Items;
        Assert.Equal(requests[..^1].Select(request => request.Key), merged.Select(outcome => outcome.Key));
        Assert.All(merged, outcome => Assert.Equal((Stages.Read, true), (outcome.Stage, outcome.Final)));
    }

    [Fact]
    public async Task A_hundred_records_make_one_call()
    {
        var requests = Enumerable.Range(0, 100).Select(_ => Request()).ToArray();
        Array.ForEach(requests, request => Source.Holds(request.RecordId));

        await _lane.Read(requests);

        Assert.Single(Source.Calls);
        Assert.All(await host.Rows(requests), row => Assert.Equal(Outcomes.Passed, row.Outcome));
    }

    [Fact]
    public async Task A_record_that_the_source_no_longer_has_is_told_as_gone()
    {
        var (gone, there) = (Request(), Request());
        Source.Holds(there.RecordId);

        await _lane.Read(gone, there);

        Assert.Equal([Outcomes.Gone, Outcomes.Passed], (await host.Rows(gone, there)).Select(row => row.Outcome));
        var read = (await host.Said<RecordsRead>(gone)).SelectMany(message => message.Items).Single(item => item.Key == gone.Key);
        Assert.False(read.IsThere);
        Assert.Empty(read.Fields);
    }

    [Theory]
    [InlineData(FailureClasses.Authentication)]
    [InlineData(FailureClasses.Permission)]
    [InlineData(FailureClasses.Rate)]
    [InlineData(FailureClasses.Quota)]
    [InlineData(FailureClasses.VendorFault)]
    [InlineData(FailureClasses.Network)]
    [InlineData(FailureClasses.UnknownOutcome)]
    public async Task A_fault_of_the_whole_account_pauses_the_lane_and_burns_nothing(string failureClass)
    {
        var requests = Enumerable.Range(0, 3).Select(_ => Request()).ToArray();
        Array.ForEach(requests, request => Source.Holds(request.RecordId));
        Source.OnRead = _ => LaneSet.Fault(failureClass);

        await _lane.Read(requests);

        Assert.Single(Source.Calls);
        Assert.All(await host.Rows(requests), row => Assert.Equal((false, 0), (row.IsSettled, row.Tries)));
        Assert.StartsWith($"waiting: {(failureClass == FailureClasses.Authentication ? "needs-reauth" : failureClass)}", _lane.Lane.State, StringComparison.Ordinal);

        Source.OnRead = _ => null;
        await _lane.ReadDue();
        Assert.Equal("running", _lane.Lane.State);
        Assert.Equal(1, (await host.Rows(requests)).Count(row => row.IsSettled));
    }

    [Fact]
    public async Task A_right_that_is_missing_for_one_module_stops_that_module_alone()
    {
        var (lead, contact) = (Request(), Request(module: "Contacts"));
        Source.Holds(lead.RecordId);
        Source.Holds(contact.RecordId, "Contacts");
        Source.OnRead = call => call.Module == "Leads" ? LaneSet.Fault(FailureClasses.Permission) with { Module = "Leads" } : null;

        await _lane.Read(lead);
        await _lane.Read(contact);

        Assert.Equal([false, true], (await host.Rows(lead, contact)).Select(row => row.IsSettled));
        Assert.Equal("running; Leads waiting: permission (CODE)", _lane.Lane.State);
        Assert.False(_lane.Pause.IsProbing);
    }

    [Fact]
    public async Task A_call_that_is_refused_whole_is_halved_until_it_shows_who_was_to_blame()
    {
        var requests = Enumerable.Range(0, 100).Select(_ => Request()).ToArray();
        Array.ForEach(requests, request => Source.Holds(request.RecordId));
        Source.OnRead = call => call.Names.Contains(requests[37].RecordId) ? LaneSet.Fault(FailureClasses.Validation) : null;

        await _lane.Read(requests);

        var rows = await host.Rows(requests);
        Assert.Equal((99, "dead-lettered: validation"), (rows.Count(row => row.Outcome == Outcomes.Passed), rows[37].Outcome));
        Assert.InRange(Source.Calls.Count, 2, 15);
        var letter = Assert.Single(await host.Said<DeadLettered>(requests[37]));
        Assert.Equal((Stages.Read, requests[37].DeliveryId, _name), (letter.Stage, letter.DeliveryId!.Value, letter.Connection));
    }

    [Fact]
    public async Task A_fault_of_ours_is_tried_a_few_times_and_then_told()
    {
        Source.OnRead = _ => throw new FormatException("A bug.");
        var request = Request();

        await _lane.Read(request);
        for (var time = 1; time < 5; time++)
        {
            Assert.Equal((false, time), ((await Row(request)).IsSettled, (await Row(request)).Tries));
            await _lane.ReadDue();
        }

        Assert.Equal("dead-lettered: internal", (await Row(request)).Outcome);
    }

    [Fact]
    public async Task A_request_that_comes_again_while_it_waits_is_the_same_one()
    {
        var request = Request();
        Source.Holds(request.RecordId);

        await host.Accept(request, request);
        await _lane.Read(request);

        Assert.Single(Source.Calls);
        Assert.Single(await host.Said<RecordsRead>(request));
    }

    [Fact]
    public async Task A_request_that_comes_again_after_its_end_is_answered_as_before_without_a_call()
    {
        var (merged, read, gone) = (Request("L1") with { HintedAt = Some.Moment.AddSeconds(9) }, Request("L1"), Request());
        Source.Holds("L1", "Leads", ("Last_Name", "Lovelace"));
        await _lane.Read(merged, read, gone);

        Source.Holds("L1", "Leads", ("Last_Name", "Byron"));
        await _lane.Read(merged, read, gone);

        Assert.Single(Source.Calls);
        Assert.Equal(["Lovelace", "Lovelace"], (await Reads(read)).Select(item => item.Fields["Last_Name"]));
        Assert.Equal([merged.HintedAt, merged.HintedAt], (await Reads(read)).Select(item => item.HintedAt));
        Assert.Equal([false, false], (await Reads(gone)).Select(item => item.IsThere));
        Assert.Equal([Outcomes.Merged, Outcomes.Merged],
            (await host.Said<OutcomesReached>(merged)).SelectMany(message => message.Items).Select(outcome => outcome.Outcome));
    }

    [Fact]
    public async Task What_is_told_while_the_record_is_being_read_is_read_again()
    {
        var (early, late) = (Request("L1"), Request("L1"));
        Source.Holds("L1");
        Source.BeforeRead = () => host.Accept(late);
        await _lane.Read(early);
        Source.BeforeRead = () => Task.CompletedTask;

        Assert.False((await Row(late)).IsSettled);
        await _lane.ReadDue();

        Assert.Equal(2, Source.Calls.Count);
        Assert.Equal(Outcomes.Passed, (await Row(late)).Outcome);
    }

    [Fact]
    public async Task A_record_that_we_wrote_to_is_told_with_what_we_wrote_and_when_it_was_known()
    {
        var (first, second, read) = (Work("L1", ("phone", "1"), ("first_name", "Ada")), Work("L1", ("phone", "2")), Request("L1"));
        await _lane.Run(first);
        await _lane.Run(second);
        Source.Holds("L1", "Leads", ("Phone", "2"));

        await _lane.Read(read);

        var seen = Assert.Single(await Reads(read)).Seen!;
        Assert.Equal(["Ada", "2"], (string[])[seen["first_name"].Value!, seen["phone"].Value!]);
        Assert.Equal(await KnownAt(first), seen["first_name"].KnownAt);
        Assert.Equal(await KnownAt(second), seen["phone"].KnownAt);

        await _lane.Read(read);
        Assert.All(await Reads(read), again => Assert.Equal(seen, again.Seen));
    }

    [Fact]
    public async Task What_several_requests_wrote_together_is_known_of_the_one_write()
    {
        var (older, newer, read) = (Work("L2", ("phone", "1"), ("first_name", "Ada")), Work("L2", ("phone", "2")), Request("L2"));
        await _lane.Run(older, newer with { PersonId = older.PersonId, Email = older.Email, Version = older.Version + 1 });
        Source.Holds("L2");

        await _lane.Read(read);

        var seen = Assert.Single(await Reads(read)).Seen!;
        Assert.Equal(["Ada", "2"], (string[])[seen["first_name"].Value!, seen["phone"].Value!]);
        Assert.Single((await host.Said<WritesSettled>(older, newer)).SelectMany(message => message.Items), item => item.RecordId == "L2");
    }

    [Fact]
    public async Task What_is_read_while_we_write_it_is_read_again_afterwards()
    {
        var (byId, byAddress) = (Request("L3"), Request("L4"));
        Source.Holds("L3");
        var unlinked = Source.Holds("L4");
        using (_lane.UnderWrite.Write(["L3", unlinked.Email!]))
        {
            await _lane.Read(byId, byAddress);
            Assert.All(await host.Rows(byId, byAddress), row => Assert.Equal((false, 0), (row.IsSettled, row.Tries)));
        }

        await _lane.ReadDue();
        Assert.All(await host.Rows(byId, byAddress), row => Assert.Equal(Outcomes.Passed, row.Outcome));
    }

    [Fact]
    public async Task What_nobody_knows_whether_it_was_written_is_read_once_that_is_known()
    {
        var record = _lane.Target.Holds("Leads", Some.Email()).RecordId;
        var (work, read) = (Work(record, ("phone", "1")), Request(record));
        Source.Holds(record);
        _lane.Target.OnWrite = _ => LaneSet.Fault(FailureClasses.UnknownOutcome);
        await _lane.Run(work);

        await _lane.Read(read);
        Assert.False((await Row(read)).IsSettled);

        _lane.Target.OnWrite = _ => null;
        await _lane.RunDue();
        await _lane.ReadDue();
        Assert.Equal("1", Assert.Single(await Reads(read)).Seen!["phone"].Value);
    }

    [Fact]
    public async Task A_read_that_ended_as_an_echo_is_told_as_one_again_when_its_request_comes_again()
    {
        var request = Request();
        await host.Accept(request);
        await host.Database.Execute(
            "update writer.pending_read set settled_at = now(), outcome = 'echo' where key = @Key", new { request.Key });

        await host.Accept(request);

        var told = Assert.Single(Assert.Single(await host.Said<OutcomesReached>(request)).Items);
        Assert.Equal((Stages.Read, Outcomes.Echo, true), (told.Stage, told.Outcome, told.Final));
    }

    [Fact]
    public async Task A_record_that_was_just_read_rests_before_it_is_read_again()
    {
        var (first, other) = (Request("L1"), Request("L2"));
        await _lane.Read(first);

        await host.Accept(Request("L1"), other);

        _lane.Reads.Hear(Writer.Work.News.Reads);
        Assert.Equal("L2", Assert.Single(await _lane.Reads.Take()).RecordId);
        Assert.InRange((await Writer.Reads.ReadSql.NextRead(host.Source, _name, []))!.Value, -5, 0.5);
    }

    [Fact]
    public async Task Nothing_is_noted_or_said_under_a_lease_that_was_lost_and_the_next_holder_reads_again()
    {
        var request = Request();
        Source.Holds(request.RecordId);
        Source.BeforeRead = () => host.Database.Execute("update writer.lane set epoch = epoch + 1 where connection = @_name", new { _name });

        await Assert.ThrowsAsync<Lanes.LeaseLostException>(() => _lane.Read(request));

        Assert.False((await Row(request)).IsSettled);
        Assert.Empty(await host.Said<RecordsRead>(request));
        await host.Database.Execute("update writer.lane set epoch = epoch - 1 where connection = @_name", new { _name });
        Source.BeforeRead = () => Task.CompletedTask;
        await _lane.ReadDue();
        Assert.Equal(Outcomes.Passed, (await Row(request)).Outcome);
    }

    private ReadRequest Request(string? record = null, string module = "Leads") => SomeRead.Request(_name, record, module);

    private async Task<ReadRow> Row(ReadRequest request) => Assert.Single(await host.Rows(request));

    private async Task<IReadOnlyList<RecordRead>> Reads(ReadRequest request) =>
        [.. (await host.Said<RecordsRead>(request)).SelectMany(message => message.Items).Where(item => item.Key == request.Key)];

    private WriteRequest Work(string record, params (string, string?)[] fields) =>
        SomeWork.Request(_name, null, fields) with { Module = "Leads", RecordId = record };

    private async Task<DateTimeOffset> KnownAt(WriteRequest request) => (await host.Said<WritesSettled>(request))
        .SelectMany(message => message.Items).Single(item => item.Key == request.Key).KnownAt!.Value;
}
