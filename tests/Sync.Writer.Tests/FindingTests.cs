using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

public sealed class FindingTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private readonly string _name = Some.Word();
    private readonly string _email = Some.Email();
    private LaneSet _lane = null!;

    private FakeTarget Target => _lane.Target;

    public async ValueTask InitializeAsync() => _lane = await LaneSet.Take(host, _name);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    [Fact]
    public async Task A_record_that_has_the_values_is_left_alone()
    {
        var held = Target.Holds("Contacts", _email, ("Phone", "1"));
        var request = Request(("phone", "1"));

        await _lane.Run(request);

        Assert.Empty(Target.Writes);
        Assert.Equal((Outcomes.Unchanged, "Contacts", held.RecordId), await Settled(request));
        Assert.Equal(held.RecordId, Assert.Single(await host.Said<WritesSettled>(request)).Items.Single().RecordId);
    }

    [Fact]
    public async Task A_record_that_lacks_a_value_is_written_where_it_is()
    {
        var held = Target.Holds("Contacts", _email, ("Phone", "1"), ("First_Name", "Ada"));
        var request = Request(("phone", "2"), ("first_name", "Ada"));

        await _lane.Run(request);

        var write = Assert.Single(Target.Writes);
        Assert.Equal(("Contacts", held.RecordId), (write.Module, write.Records.Single().RecordId));
        Assert.Equal((Outcomes.Written, "Contacts", held.RecordId), await Settled(request));
    }

    [Fact]
    public async Task A_field_that_the_module_does_not_have_is_nothing_to_write_for()
    {
        Target.Holds("Contacts", _email, ("Phone", "1"));

        await _lane.Run(Request(("phone", "1"), ("first_name", "Ada")));

        Assert.Empty(Target.Writes);
    }

    [Fact]
    public async Task An_empty_value_equals_no_value()
    {
        Target.Holds("Contacts", _email, ("Phone", null));

        await _lane.Run(Request(("phone", "")));

        Assert.Empty(Target.Writes);
    }

    [Fact]
    public async Task A_linked_record_is_written_without_being_looked_for()
    {
        var held = Target.Holds("Leads", _email);

        await _lane.Run(Request(("phone", "2")) with { Module = "Leads", RecordId = held.RecordId });

        Assert.Equal(["write"], Target.Calls.Select(call => call.Kind));
    }

    [Fact]
    public async Task A_write_that_may_have_been_done_is_looked_up_and_found_done()
    {
        var held = Target.Holds("Leads", _email, ("Phone", "2"));
        var request = await Unknown(Request(("phone", "2")) with { Module = "Leads", RecordId = held.RecordId });

        await _lane.RunDue();

        Assert.Equal(["read"], Target.Calls.Select(call => call.Kind));
        Assert.Equal((Outcomes.Written, "Leads", held.RecordId), await Settled(request));
        Assert.Contains("an earlier call had done it", (await host.Rows(request))[0].Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_may_have_been_done_is_looked_up_and_found_not_done()
    {
        var held = Target.Holds("Leads", _email, ("Phone", "1"));
        var request = await Unknown(Request(("phone", "2")) with { Module = "Leads", RecordId = held.RecordId });

        await _lane.RunDue();

        Assert.Equal(["read", "write"], Target.Calls.Select(call => call.Kind));
        Assert.Equal("2", Target.Records[held.RecordId].Fields["Phone"]);
        Assert.Equal((Outcomes.Written, "Leads", held.RecordId), await Settled(request));
    }

    [Fact]
    public async Task A_linked_record_that_is_gone_is_looked_for_by_address_before_one_is_made()
    {
        var converted = Target.Holds("Contacts", _email, ("Phone", "1"));
        var request = await Unknown(Request(("phone", "2")) with { Module = "Leads", RecordId = "L0" });

        await _lane.RunDue();

        Assert.Equal(["read", "find", "write"], Target.Calls.Select(call => call.Kind));
        Assert.Equal((Outcomes.Written, "Contacts", converted.RecordId), await Settled(request));
        Assert.Single(Target.Records);
    }

    [Fact]
    public async Task People_are_looked_for_in_one_call()
    {
        await _lane.Run([.. Enumerable.Range(0, 40).Select(_ => SomeWork.Request(_name))]);

        Assert.Equal(40, Assert.Single(Target.Calls, call => call.Kind == "find").Names.Count);
        Assert.Equal(40, Assert.Single(Target.Writes).Records.Count);
    }

    [Fact]
    public async Task While_the_connection_is_out_of_order_nothing_is_written_and_nobody_is_to_blame()
    {
        Target.OnLookUp = _ => LaneSet.Fault(FailureClasses.Authentication);
        var request = Request(("phone", "1"));

        for (var time = 0; time < 8; time++)
        {
            await (time == 0 ? _lane.Run(request) : _lane.RunDue());
        }

        Assert.Empty(Target.Writes);
        Assert.Equal((false, 0), ((await host.Rows(request))[0].IsSettled, (await host.Rows(request))[0].Tries));
        Assert.True(_lane.Pause.IsProbing);
    }

    [Fact]
    public async Task An_address_that_the_vendor_cannot_look_for_concerns_its_own_person_alone()
    {
        Target.OnLookUp = call => call.Names.Contains(_email) ? LaneSet.Fault(FailureClasses.Validation, "INVALID_QUERY") : null;
        var (odd, fine) = (Request(("phone", "1")), SomeWork.Request(_name));

        await _lane.Run(odd, fine);

        Assert.Equal("dead-lettered: validation", (await host.Rows(odd))[0].Outcome);
        Assert.Equal(Outcomes.Written, (await host.Rows(fine))[0].Outcome);
        Assert.False(_lane.Pause.IsProbing);
    }

    private WriteRequest Request(params (string, string?)[] fields) => SomeWork.Request(_name, _email, fields);

    /// <summary>Takes a request in whose call was cut off.</summary>
    private async Task<WriteRequest> Unknown(WriteRequest request)
    {
        await host.Accept(request);
        await host.Database.Execute("update writer.pending_work set verify = true where key = @Key", new { request.Key });
        return request;
    }

    private async Task<(string?, string?, string?)> Settled(WriteRequest request)
    {
        var row = Assert.Single(await host.Rows(request));
        return (row.Outcome, row.Module, row.RecordId);
    }
}
