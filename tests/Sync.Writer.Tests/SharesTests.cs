using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

/// <summary>What is less urgent has its share although what is more urgent never ends.</summary>
public sealed class SharesTests(WriterHost host) : IClassFixture<WriterHost>
{
    [Theory]
    [InlineData(WritePriority.OptOut, "........")]
    [InlineData(WritePriority.Handoff, "........")]
    [InlineData(WritePriority.Live, "....R..B")]
    [InlineData(WritePriority.Replay, ".......B")]
    [InlineData(WritePriority.Backfill, "........")]
    public void Of_eight_batches_one_begins_with_replays_and_one_with_backfills(WritePriority first, string round)
    {
        var shares = new Shares();

        var order = Enumerable.Range(0, 16).Select(_ =>
        {
            var favoured = shares.Favoured(first);
            shares.Wrote();
            return favoured switch { WritePriority.Replay => 'R', WritePriority.Backfill => 'B', _ => '.' };
        });

        Assert.Equal(round + round, string.Concat(order));
    }

    [Fact]
    public async Task Backfills_and_replays_go_on_while_live_work_never_ends()
    {
        var name = Some.Word();
        using var end = new CancellationTokenSource();
        await using var lane = await LaneSet.Take(host, name, new FakeTarget { LargestBatch = 1 }, concurrency: 1);
        WriteRequest[] live = [.. Enumerable.Range(0, 300).Select(_ => SomeWork.Request(name))];
        WriteRequest[] later = [.. Enumerable.Range(0, 6).Select(number => SomeWork.Request(name) with
        {
            Priority = number % 2 == 0 ? WritePriority.Replay : WritePriority.Backfill,
        })];
        await host.Accept([.. live, .. later]);

        var running = lane.Lane.Run(lane.Lease, end.Token);

        await Eventually.Within(TimeSpan.FromSeconds(60), async () => (await host.Rows(later)).All(row => row.IsSettled));
        Assert.Contains(await host.Rows(live), row => !row.IsSettled);
        await end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }
}
