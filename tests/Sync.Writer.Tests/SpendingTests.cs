using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Vendors;

namespace Sync.Writer.Tests;

/// <summary>What calls take of a day's allowance is kept where the next holder of the lane finds it, and the last tenth is for what is urgent.</summary>
public sealed class SpendingTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _name = Some.Word();

    [Fact]
    public async Task What_was_spent_is_found_by_the_next_process_and_slides_out_after_a_day()
    {
        var ledger = new SpendingLedger(host.Source, host.Policy);
        ledger.Of(_name).Count(10, null);
        ledger.Of(_name).Count(1, null);
        await ledger.Note();
        ledger.Of(_name).Count(2, null);
        await ledger.Note();
        await host.Database.Execute(
            "insert into writer.spent (connection, slot, calls, cost) values (@_name, now() - interval '2 hours', 5, 50), (@_name, now() - interval '25 hours', 7, 70)", new { _name });

        var next = new SpendingLedger(host.Source, host.Policy);
        next.Of(_name).Count(1, null);
        await next.Note();

        Assert.Equal((64, 14), (next.Quotas[_name].InDay, next.Quotas[_name].InHour));
    }

    [Fact]
    public async Task What_the_vendor_says_is_left_counts_where_it_is_less()
    {
        var ledger = new SpendingLedger(host.Source, host.Policy);
        ledger.Of(_name).Count(1, 90);
        await ledger.Note();
        await ledger.Note();

        Assert.Equal(90, ledger.Quotas[_name].Told);
        Assert.Equal(90, new DayQuota(10, 1, 1_000, 90).Left);
        Assert.Equal(5, new DayQuota(995, 1, 1_000, 90).Left);
        Assert.Equal(0, new DayQuota(1_200, 1, 1_000, null).Left);
        Assert.Null(new DayQuota(5, 1, null, null).Left);
    }

    [Fact]
    public async Task The_last_tenth_is_kept_for_what_is_urgent()
    {
        using var end = new CancellationTokenSource();
        await using var lane = await LaneSet.Take(host, _name);
        lane.Spending.Noted(901, 100, null);
        var (live, read, handoff) = (SomeWork.Request(_name), SomeRead.Request(_name), SomeWork.Request(_name) with { Priority = WritePriority.Handoff });
        await host.Accept(read);
        await host.Accept(live, handoff);

        var running = lane.Lane.Run(lane.Lease, end.Token);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => (await host.Rows(handoff))[0].IsSettled);

        Assert.False((await host.Rows(live))[0].IsSettled);
        Assert.False((await host.Rows(read))[0].IsSettled);
        Assert.Equal("waiting: quota (99 of 1000 left, kept for what is urgent)", lane.Lane.State);
        lane.Spending.Noted(100, 100, null);
        await Eventually.Within(TimeSpan.FromSeconds(60), async () => (await host.Rows(live))[0].IsSettled && (await host.Rows(read))[0].IsSettled);
        await end.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
    }
}
