using Sync.Connectors;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>A value that does not fit at the target fails alone.</summary>
public sealed class LeavingOutTests(WriterHost host) : IClassFixture<WriterHost>, IAsyncLifetime
{
    private readonly string _name = Some.Word();
    private LaneSet _lane = null!;

    private FakeTarget Target => _lane.Target;

    public async ValueTask InitializeAsync() => _lane = await LaneSet.Take(host, _name);

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    [Fact]
    public async Task The_other_fields_are_written_and_the_miss_is_a_fact_of_its_own()
    {
        Target.OnRecord = Refusing("Phone");
        var request = Request(("phone", "1"), ("first_name", "Ada")) with { Module = "Leads", RecordId = "L1" };

        await _lane.Run(request);

        Assert.Equal(["First_Name"], Target.Writes.Last().Records.Single().Fields.Keys);
        Assert.Equal(Outcomes.Written, (await Row(request)).Outcome);
        var facts = Assert.Single(await host.Said<OutcomesReached>(request)).Items;
        Assert.Equal([("left-out: phone", false), (Outcomes.Written, true)], facts.Select(fact => (fact.Outcome, fact.Final)));
        Assert.Equal($"{request.Key}!phone", facts[0].Key);
        Assert.Equal("phone left out: validation, INVALID_DATA in Phone: The vendor's words.", facts[0].Detail);
        Assert.Equal(("updated in Leads; " + facts[0].Detail, "L1"), (facts[1].Detail, facts[1].RecordId));
    }

    [Fact]
    public async Task What_was_left_out_is_not_taken_for_known()
    {
        Target.OnRecord = Refusing("Phone");
        var request = Request(("phone", "1"), ("first_name", "Ada")) with { Module = "Leads", RecordId = "L1" };

        await _lane.Run(request);

        var settled = Assert.Single(Assert.Single(await host.Said<WritesSettled>(request)).Items);
        Assert.Equal(["first_name"], settled.Fields.Keys);
        Assert.Equal("1", settled.Refused!["phone"]);
    }

    [Fact]
    public async Task Those_of_one_call_go_on_in_one_call_and_nobody_else_is_written_twice()
    {
        Target.OnRecord = record => record.Fields.GetValueOrDefault("Phone") == "bad" ? Refusing("Phone")(record) : null;
        var requests = Enumerable.Range(0, 6).Select(number => Request(("phone", number < 4 ? "1" : "bad"), ("first_name", "Ada"))).ToArray();

        await _lane.Run(requests);

        Assert.Equal([6, 2], Target.Writes.Select(write => write.Records.Count));
        Assert.All(await host.Rows(requests), row => Assert.Equal(Outcomes.Written, row.Outcome));
    }

    [Fact]
    public async Task Several_are_left_out_one_after_the_other()
    {
        Target.OnRecord = record => Refusing("Phone")(record) ?? Refusing("First_Name")(record);
        var request = Request(("phone", "1"), ("first_name", "Ada"), ("last_name", "Lovelace"));

        await _lane.Run(request);

        Assert.Equal(["Email", "Last_Name"], Target.Writes.Last().Records.Single().Fields.Keys.Order());
        Assert.Equal(3, Assert.Single(await host.Said<OutcomesReached>(request)).Items.Count);
    }

    [Fact]
    public async Task A_new_record_gets_the_fallback_for_what_the_target_demands()
    {
        Target.OnRecord = record => record.Fields.GetValueOrDefault("Last_Name") == "Lovelace" ? Refusing("Last_Name")(record) : null;

        await _lane.Run(Request(("last_name", "Lovelace")));

        Assert.Equal("(not given)", Target.Writes.Last().Records.Single().Fields["Last_Name"]);
    }

    [Theory]
    [InlineData("Email", FailureClasses.Validation)]
    [InlineData("Unknown", FailureClasses.Validation)]
    [InlineData("Phone", FailureClasses.Internal)]
    public async Task What_cannot_be_left_out_sinks_the_record(string field, string failure)
    {
        Target.OnRecord = _ => LaneSet.Fault(failure, "INVALID_DATA") with { Field = field };
        var request = Request(("phone", "1"));

        await _lane.Run(request);

        Assert.Equal((1, $"dead-lettered: {failure}"), (Target.Writes.Count(), (await Row(request)).Outcome));
    }

    [Fact]
    public async Task A_change_of_nothing_else_is_a_dead_letter()
    {
        Target.OnRecord = Refusing("Phone");
        var request = Request(("phone", "1")) with { Module = "Leads", RecordId = "L1" };

        await _lane.Run(request);

        Assert.Equal("Phone", Assert.Single(await host.Said<DeadLettered>(request)).Field);
    }

    [Fact]
    public async Task When_the_answer_to_the_rest_is_lost_all_of_it_is_looked_at_again()
    {
        Target.OnRecord = Refusing("Phone");
        var calls = 0;
        Target.OnWrite = _ => ++calls == 2 ? LaneSet.Fault(FailureClasses.UnknownOutcome) : null;
        var request = Request(("phone", "1"), ("first_name", "Ada")) with { Module = "Leads", RecordId = "L1" };

        await _lane.Run(request);
        Assert.Equal((false, true), ((await Row(request)).IsSettled, (await Row(request)).Verify));
        await _lane.RunDue();

        Assert.Equal(Outcomes.Written, (await Row(request)).Outcome);
        Assert.Equal("left-out: phone", Assert.Single(await host.Said<OutcomesReached>(request)).Items[0].Outcome);
    }

    private static Func<TargetRecord, VendorFault?> Refusing(string field) => record => record.Fields.ContainsKey(field)
        ? LaneSet.Fault(FailureClasses.Validation, "INVALID_DATA") with { Field = field } : null;

    private WriteRequest Request(params (string, string?)[] fields) => SomeWork.Request(_name, null, fields);

    private async Task<WorkRow> Row(WriteRequest request) => Assert.Single(await host.Rows(request));
}
