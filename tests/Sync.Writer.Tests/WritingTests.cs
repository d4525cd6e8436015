using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

public sealed class WritingTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private readonly string _name = Some.Word();
    private LaneSet _lane = null!;

    private FakeTarget Target => _lane.Target;

    public async ValueTask InitializeAsync() => _lane = await LaneSet.Take(host, _name);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    [Fact]
    public async Task Whoever_is_not_found_is_created_with_the_whole_and_the_fallback()
    {
        var request = Request(("phone", "1")) with
        {
            Whole = new Dictionary<string, string?>
            {
                ["email"] = "ada@example.test", ["phone"] = "1", ["first_name"] = "Ada", ["last_name"] = null,
            },
        };

        await _lane.Run(request);

        var write = Assert.Single(Target.Writes);
        Assert.Equal(("Leads", (string?)null), (write.Module, write.Records.Single().RecordId));
        Assert.Equal(
            [("Email", "ada@example.test"), ("First_Name", "Ada"), ("Last_Name", "(not given)"), ("Phone", "1")],
            write.Records.Single().Fields.OrderBy(field => field.Key).Select(field => (field.Key, field.Value!)));
        Assert.Equal((Outcomes.Written, "created in Leads"), ((await Row(request)).Outcome, (await Row(request)).Detail));
    }

    [Fact]
    public async Task A_person_without_a_value_that_the_target_demands_is_refused_without_a_call()
    {
        var request = Request(("phone", "1")) with { Whole = null };

        await _lane.Run(request);

        Assert.Empty(Target.Writes);
        Assert.Equal("dead-lettered: missing-field", (await Row(request)).Outcome);
        Assert.Equal(FailureClasses.MissingField, Assert.Single(await host.Said<DeadLettered>(request)).Class);
    }

    [Fact]
    public async Task A_duplicate_is_written_at_the_record_that_was_there_already()
    {
        var fault = LaneSet.Fault(FailureClasses.Duplicate) with { Existing = ("Contacts", "C7") };
        Target.OnRecord = record => record.RecordId is null ? fault : null;
        var request = Request();

        await _lane.Run(request);
        Assert.Equal(("Contacts", "C7", 1, false), Place(await Row(request)));
        await _lane.RunDue();

        Assert.Equal((Outcomes.Written, "C7"), ((await Row(request)).Outcome, (await Row(request)).RecordId));
    }

    [Fact]
    public async Task A_duplicate_of_an_unnamed_record_is_dead_lettered()
    {
        Target.OnRecord = _ => LaneSet.Fault(FailureClasses.Duplicate);
        var request = Request();

        await _lane.Run(request);

        Assert.Equal("dead-lettered: duplicate", (await Row(request)).Outcome);
    }

    [Theory]
    [InlineData(FailureClasses.NotFound)]
    [InlineData(FailureClasses.Conflict)]
    public async Task A_record_that_is_not_where_it_was_is_looked_for_again(string failureClass)
    {
        Target.OnRecord = record => record.RecordId == "L1" ? LaneSet.Fault(failureClass) : null;
        var request = Request() with { Module = "Leads", RecordId = "L1" };
        var converted = Target.Holds("Contacts", request.Email, ("Last_Name", "Byron"));

        await _lane.Run(request);
        Assert.Equal((null, null, 1, false), Place(await Row(request)));
        await _lane.RunDue();

        Assert.Equal((Outcomes.Written, converted.RecordId), ((await Row(request)).Outcome, (await Row(request)).RecordId));
    }

    [Fact]
    public async Task A_record_that_is_never_where_it_was_is_dead_lettered_in_the_end()
    {
        Target.OnRecord = _ => LaneSet.Fault(FailureClasses.Conflict);
        var request = Request();

        await _lane.Run(request);
        for (var time = 1; time < 5; time++)
        {
            Assert.False((await Row(request)).IsSettled);
            await _lane.RunDue();
        }

        Assert.Equal("dead-lettered: conflict", (await Row(request)).Outcome);
    }

    [Fact]
    public async Task A_refused_record_is_dead_lettered_and_its_neighbours_are_written()
    {
        var requests = Enumerable.Range(0, 5).Select(_ => Request()).ToArray();
        var fault = LaneSet.Fault(FailureClasses.Validation) with { Field = "Phone" };
        Target.OnRecord = record => record.Email == requests[2].Email ? fault : null;

        await _lane.Run(requests);

        var rows = await host.Rows(requests);
        Assert.Equal("dead-lettered: validation", rows[2].Outcome);
        Assert.Equal(4, rows.Count(row => row.Outcome == Outcomes.Written));
        Assert.Contains("in Phone", Assert.Single(await host.Said<DeadLettered>(requests)).Reason, StringComparison.Ordinal);
        Assert.False(_lane.Pause.IsProbing);
    }

    [Theory]
    [InlineData(FailureClasses.Authentication, false)]
    [InlineData(FailureClasses.Permission, false)]
    [InlineData(FailureClasses.Rate, false)]
    [InlineData(FailureClasses.Quota, false)]
    [InlineData(FailureClasses.VendorFault, false)]
    [InlineData(FailureClasses.Network, false)]
    [InlineData(FailureClasses.UnknownOutcome, true)]
    public async Task A_fault_of_the_whole_account_puts_everything_back_without_a_try(string failureClass, bool verify)
    {
        Target.OnWrite = _ => LaneSet.Fault(failureClass);
        var requests = Enumerable.Range(0, 3).Select(_ => Request()).ToArray();

        await _lane.Run(requests);

        Assert.All(await host.Rows(requests), row => Assert.Equal((false, 0, verify), (row.IsSettled, row.Tries, row.Verify)));
        Assert.StartsWith($"waiting: {(failureClass == FailureClasses.Authentication ? "needs-reauth" : failureClass)}", _lane.Pause.Describe(), StringComparison.Ordinal);
        Assert.Single(Target.Writes);
    }

    [Fact]
    public async Task An_account_fault_in_one_record_s_answer_waits_and_the_others_stay_written()
    {
        var requests = Enumerable.Range(0, 3).Select(_ => Request()).ToArray();
        Target.OnRecord = record => record.Email == requests[2].Email ? LaneSet.Fault(FailureClasses.Rate) : null;

        await _lane.Run(requests);

        Assert.Equal([true, true, false], (await host.Rows(requests)).Select(row => row.IsSettled));
        Assert.True(_lane.Pause.IsProbing);
    }

    [Fact]
    public async Task A_call_that_is_refused_whole_is_made_singly_and_shows_who_was_to_blame()
    {
        var requests = Enumerable.Range(0, 4).Select(_ => Request()).ToArray();
        Target.OnWrite = call => call.Names.Contains(requests[1].Email) ? LaneSet.Fault(FailureClasses.Validation, "INVALID_DATA") : null;

        await _lane.Run(requests);

        Assert.Equal([true, false, true, true], (await host.Rows(requests)).Select(row => row.Outcome == Outcomes.Written));
        Assert.Equal("dead-lettered: validation", (await Row(requests[1])).Outcome);
        Assert.Equal(5, Target.Writes.Count());
    }

    [Fact]
    public async Task When_the_account_falls_out_of_order_in_the_middle_the_rest_is_not_tried_one_by_one()
    {
        var requests = Enumerable.Range(0, 10).Select(_ => Request()).ToArray();
        Target.OnWrite = call => LaneSet.Fault(call.Records.Count > 1 ? FailureClasses.Validation : FailureClasses.Rate);

        await _lane.Run(requests);

        Assert.Equal(2, Target.Writes.Count());
        Assert.All(await host.Rows(requests), row => Assert.Equal((false, 0), (row.IsSettled, row.Tries)));
    }

    [Fact]
    public async Task Once_the_account_is_out_of_order_no_other_module_is_called()
    {
        Target.OnWrite = _ => LaneSet.Fault(FailureClasses.Rate);

        await _lane.Run(
            Request() with { Module = "Leads", RecordId = "L1" }, Request() with { Module = "Contacts", RecordId = "C1" }, Request());

        Assert.Single(Target.Writes);
    }

    [Fact]
    public async Task A_fault_of_ours_is_looked_up_and_tried_a_few_times_and_then_told()
    {
        Target.OnWrite = _ => throw new FormatException("A bug.");
        var request = Request();

        await _lane.Run(request);
        Assert.Equal((null, null, 1, true), Place(await Row(request)));
        for (var time = 1; time < 5; time++)
        {
            await _lane.RunDue();
        }

        Assert.Equal("dead-lettered: internal", (await Row(request)).Outcome);
    }

    [Fact]
    public async Task Every_call_is_noted_before_and_after()
    {
        var request = Request();
        long open = 0;
        Target.OnWrite = _ =>
        {
            open = host.Database.Count("writer.attempt", "connection = @name and finished_at is null", new { name = _name })
                .GetAwaiter().GetResult();
            return null;
        };

        await _lane.Run(request);

        Assert.Equal(1, open);
        Assert.Equal(["answered"], await host.Database.Query<string>(
            "select outcome from writer.attempt where connection = @name", new { name = _name }));
    }

    [Fact]
    public async Task Outcome_and_state_are_committed_together_in_the_outbox()
    {
        var request = Request(("phone", "1"), ("last_name", "Lovelace"));

        await _lane.Run(request);

        var outcome = Assert.Single(Assert.Single(await host.Said<OutcomesReached>(request)).Items);
        Assert.Equal((Outcomes.Written, Stages.Written, true, _name), (outcome.Outcome, outcome.Stage, outcome.Final, outcome.Target));
        Assert.Equal("1", Assert.Single(Assert.Single(await host.Said<WritesSettled>(request)).Items).Fields["phone"]);
    }

    private WriteRequest Request(params (string, string?)[] fields) => SomeWork.Request(_name, null, fields);

    private async Task<WorkRow> Row(WriteRequest request) => Assert.Single(await host.Rows(request));

    private static (string?, string?, int, bool) Place(WorkRow row) => (row.Module, row.RecordId, row.Tries, row.Verify);
}
