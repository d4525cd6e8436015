using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

public sealed class LaneReadsTests(WriterHost host) : IClassFixture<WriterHost>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly string _name = Some.Word();
    private readonly CancellationTokenSource _end = new();

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task A_lane_reads_what_is_asked_for_and_writes_beside_it()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var (read, write) = (SomeRead.Request(_name), SomeWork.Request(_name));
        lane.Source.Holds(read.RecordId);

        await host.Accept(read);
        await host.Accept(write);

        await Eventually.Within(Soon, async () => (await host.Rows(read))[0].Outcome == Outcomes.Passed);
        await Eventually.Within(Soon, async () => (await host.Rows(write))[0].Outcome == Outcomes.Written);
        await End(running);
    }

    [Fact]
    public async Task Reads_are_not_starved_by_live_writes_and_wait_for_their_turn()
    {
        var writes = Enumerable.Range(0, 40).Select(_ => SomeWork.Request(_name)).ToArray();
        var reads = Enumerable.Range(0, 3).Select(_ => SomeRead.Request(_name)).ToArray();
        await using var lane = await LaneSet.Take(
            host, _name, new FakeTarget { LargestBatch = 1 }, concurrency: 1, source: new FakeSource { LargestRead = 1 });
        Array.ForEach(reads, read => lane.Source.Holds(read.RecordId));
        var order = new System.Collections.Concurrent.ConcurrentQueue<char>();
        lane.Target.OnWrite = _ => Note('w');
        lane.Source.OnRead = _ => Note('r');
        await host.Accept(reads);
        await host.Accept(writes);

        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, async () => (await host.Rows(writes)).All(row => row.IsSettled));
        Assert.StartsWith("wwwrwwwrwwwrwwww", string.Concat(order), StringComparison.Ordinal);
        await End(running);

        Connectors.VendorFault? Note(char kind)
        {
            order.Enqueue(kind);
            return null;
        }
    }

    [Fact]
    public async Task A_connection_out_of_order_is_probed_with_one_record()
    {
        await using var lane = await LaneSet.Take(host, _name);
        var reads = Enumerable.Range(0, 10).Select(_ => SomeRead.Request(_name)).ToArray();
        Array.ForEach(reads, read => lane.Source.Holds(read.RecordId));
        var faults = 2;
        lane.Source.OnRead = _ => Interlocked.Decrement(ref faults) >= 0 ? LaneSet.Fault(FailureClasses.VendorFault) : null;
        await host.Accept(reads);

        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, async () => (await host.Rows(reads)).All(row => row.Outcome == Outcomes.Passed));
        Assert.Equal([10, 1, 1, 5], lane.Source.Calls.Take(4).Select(call => call.Names.Count));
        await End(running);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_for_what_is_in_it_ends_alone_and_the_others_are_read()
    {
        await using var lane = await LaneSet.Take(host, _name, options: new WriterOptions { LeaseSeconds = 30, TriesPerRecord = 1 });
        var reads = Enumerable.Range(0, 10).Select(_ => SomeRead.Request(_name)).ToArray();
        Array.ForEach(reads, read => lane.Source.Holds(read.RecordId));
        var poison = reads[0].RecordId;
        lane.Source.OnRead = call => call.Names.Contains(poison) ? LaneSet.Fault(FailureClasses.VendorFault) : null;
        await host.Accept(reads);

        var running = lane.Lane.Run(lane.Lease, _end.Token);

        await Eventually.Within(Soon, async () => (await host.Rows(reads)).All(row => row.IsSettled));
        var rows = await host.Rows(reads);
        Assert.Equal($"{Outcomes.DeadLettered}: {FailureClasses.VendorFault}", Assert.Single(rows, row => row.Outcome != Outcomes.Passed).Outcome);
        await End(running);
    }

    private async Task End(Task running)
    {
        await _end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
