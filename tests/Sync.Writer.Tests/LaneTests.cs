using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

public sealed class LaneTests(WriterHost host) : IClassFixture<WriterHost>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly string _name = Some.Word();
    private readonly CancellationTokenSource _end = new();

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task A_lane_works_off_what_is_due_and_ends_when_it_is_asked_to()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var requests = Enumerable.Range(0, 5).Select(_ => SomeWork.Request(_name)).ToArray();

        await host.Accept(requests);

        await Eventually.Within(Soon, async () => (await host.Rows(requests)).All(row => row.Outcome == Outcomes.Written));
        await End(running);
    }

    [Fact]
    public async Task An_idle_lane_ends_at_once()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        await Task.Delay(300, TestContext.Current.CancellationToken);

        await End(running);
    }

    [Fact]
    public async Task A_call_that_is_under_way_is_finished_and_noted_before_the_lane_ends()
    {
        await using var lane = await LaneSet.Take(host, _name, new FakeTarget { WriteTakes = TimeSpan.FromMilliseconds(600) });
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var request = SomeWork.Request(_name);
        await host.Accept(request);
        await Eventually.Within(Soon, () => lane.Target.Writes.Any());

        await End(running);

        Assert.Equal(Outcomes.Written, (await host.Rows(request))[0].Outcome);
    }

    [Fact]
    public async Task What_comes_for_a_person_while_a_call_is_under_way_makes_one_more_call()
    {
        var answer = new TaskCompletionSource();
        await using var lane = await LaneSet.Take(host, _name, new FakeTarget { BeforeWrite = () => answer.Task });
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var first = SomeWork.Request(_name, null, ("last_name", "0"));
        WriteRequest[] later = [.. Enumerable.Range(1, 99).Select(number => first with
        {
            Key = $"{Some.Number()}>{_name}", ChangedAt = first.ChangedAt.AddSeconds(number), Fields = Name(first, number),
            Whole = Name(first, number),
        })];

        await host.Accept(first);
        await Eventually.Within(Soon, () => lane.Target.Writes.Any());
        await Task.WhenAll(later.Chunk(10).Select(chunk => host.Accept(chunk)));
        answer.SetResult();

        await Eventually.Within(Soon, async () => (await host.Rows(later)).All(row => row.IsSettled));
        Assert.Equal(2, lane.Target.Writes.Count());
        Assert.Equal("99", Assert.Single(lane.Target.Records.Values).Fields["Last_Name"]);
        Assert.Equal(98, (await host.Rows(later)).Count(row => row.Outcome == Outcomes.Merged));
        await End(running);
    }

    [Fact]
    public async Task One_person_is_never_in_two_calls_at_once()
    {
        await using var lane = await LaneSet.Take(
            host, _name, new FakeTarget { WriteTakes = TimeSpan.FromMilliseconds(30), LargestBatch = 3 }, concurrency: 4);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var people = Enumerable.Range(0, 6).Select(_ => SomeWork.Request(_name)).ToList();
        WriteRequest[] requests = [.. Enumerable.Range(0, 60).Select(number => people[number % 6] with
        {
            Key = $"{Some.Number()}>{_name}", Fields = Name(people[number % 6], number), Whole = null,
        })];

        foreach (var chunk in requests.Chunk(7))
        {
            await host.Accept(chunk);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await Eventually.Within(Soon, async () => (await host.Rows(requests)).All(row => row.IsSettled));
        Assert.Equal(0, lane.Target.Overlaps);
        await End(running);
    }

    [Fact]
    public async Task A_lane_that_is_out_of_order_probes_with_one_record_and_then_goes_on()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var isUp = false;
        lane.Target.OnWrite = _ => isUp ? null : LaneSet.Fault(FailureClasses.VendorFault);
        WriteRequest[] requests = [.. Enumerable.Range(0, 20).Select(_ => SomeWork.Request(_name))];
        await host.Accept(requests);
        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, () => lane.Target.Writes.Count() >= 3);
        isUp = true;
        await Eventually.Within(Soon, async () => (await host.Rows(requests)).All(row => row.Outcome == Outcomes.Written));

        Assert.Equal([1, 1], lane.Target.Writes.Skip(1).Take(2).Select(call => call.Records.Count));
        Assert.All(await host.Rows(requests), row => Assert.Equal(0, row.Tries));
        await End(running);
    }

    [Fact]
    public async Task A_record_that_the_vendor_falls_over_ends_alone_and_the_others_are_written()
    {
        await using var lane = await LaneSet.Take(host, _name, options: new WriterOptions { LeaseSeconds = 30, TriesPerRecord = 1 });
        var requests = Enumerable.Range(0, 30).Select(_ => SomeWork.Request(_name)).ToArray();
        var poison = requests[0].Email;
        lane.Target.OnWrite = call => call.Records.Any(record => record.Email == poison) ? LaneSet.Fault(FailureClasses.VendorFault) : null;
        await host.Accept(requests);

        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, async () => (await host.Rows(requests)).All(row => row.IsSettled));
        var rows = await host.Rows(requests);
        Assert.Equal($"{Outcomes.DeadLettered}: {FailureClasses.VendorFault}", Assert.Single(rows, row => row.Outcome != Outcomes.Written).Outcome);
        await End(running);
    }

    [Fact]
    public async Task While_no_record_can_be_written_none_is_given_up()
    {
        await using var lane = await LaneSet.Take(host, _name, options: new WriterOptions { LeaseSeconds = 30, TriesPerRecord = 1 });
        var requests = Enumerable.Range(0, 3).Select(_ => SomeWork.Request(_name)).ToArray();
        var faults = 5;
        lane.Target.OnWrite = _ => Interlocked.Decrement(ref faults) >= 0 ? LaneSet.Fault(FailureClasses.VendorFault) : null;
        await host.Accept(requests);

        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, async () => (await host.Rows(requests)).All(row => row.Outcome == Outcomes.Written));
        await End(running);
    }

    [Fact]
    public async Task A_right_that_is_missing_for_one_module_holds_only_that_module_back()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var leads = Enumerable.Range(0, 3).Select(_ => SomeWork.Request(_name)).ToArray();
        var contact = SomeWork.Request(_name) with { Module = "Contacts", RecordId = lane.Target.Holds("Contacts", Some.Email()).RecordId };
        lane.Target.OnWrite = call => call.Module == "Leads" ? LaneSet.Fault(FailureClasses.Permission) with { Module = "Leads" } : null;
        await host.Accept(leads);

        var running = lane.Lane.Run(lane.Lease, _end.Token);
        await Eventually.Within(Soon, () => lane.WriteModules.Waiting.Length > 0);
        await host.Accept(contact);

        await Eventually.Within(Soon, async () => (await host.Rows(contact))[0].Outcome == Outcomes.Written);
        Assert.All(await host.Rows(leads), row => Assert.False(row.IsSettled));
        Assert.Equal("running; Leads waiting: permission (CODE)", lane.Lane.State);
        await End(running);
    }

    [Fact]
    public async Task A_lane_without_work_finds_out_by_itself_that_its_connection_is_in_order_again()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var isUp = false;
        lane.Target.OnProof = () => isUp ? null : LaneSet.Fault(FailureClasses.VendorFault);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        await Eventually.Within(Soon, () => lane.Lane.State.StartsWith("waiting", StringComparison.Ordinal));

        isUp = true;

        await Eventually.Within(Soon, () => lane.Lane.State == "running");
        await End(running);
    }

    [Fact]
    public async Task What_is_urgent_goes_before_what_came_earlier()
    {
        await using var lane = await LaneSet.Take(host, _name, new FakeTarget { LargestBatch = 1 }, concurrency: 1);
        var backfill = Enumerable.Range(0, 10).Select(_ => SomeWork.Request(_name) with { Priority = WritePriority.Backfill }).ToArray();
        var handoff = SomeWork.Request(_name) with { Priority = WritePriority.Handoff };
        await host.Accept([.. backfill, handoff]);

        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, () => lane.Target.Writes.Count() == 11);
        Assert.Equal(handoff.Email, lane.Target.Writes.First().Names.Single());
        await End(running);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_noted_is_not_sent_over_and_over_at_full_speed()
    {
        await using var lane = await LaneSet.Take(host, _name);
        // The character 0 is what PostgreSQL's text cannot hold.
        lane.Target.OnRecord = _ => new Connectors.VendorFault(FailureClasses.Validation, "CODE", "zero: \0");
        await host.Accept(SomeWork.Request(_name));
        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, () => lane.Target.Writes.Any());
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        Assert.InRange(lane.Target.Writes.Count(), 1, 5);
        await End(running);
    }

    private static Dictionary<string, string?> Name(WriteRequest request, int number) =>
        new() { ["email"] = request.Email, ["last_name"] = $"{number}" };

    private async Task End(Task running)
    {
        await _end.CancelAsync();
        try
        {
            await running.WaitAsync(Soon, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // As it was asked to.
        }
    }
}
