using Sync.Contracts;
using Sync.Testing;

namespace Sync.Writer.Tests;

/// <summary>An operator stops what is asked of a connection, and nothing is lost by it.</summary>
public sealed class PauseTests(WriterHost host) : IClassFixture<WriterHost>, IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly string _name = Some.Word();
    private readonly CancellationTokenSource _end = new();
    private long _orders;

    public void Dispose() => _end.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData(OrderPause.Writes, null)]
    [InlineData(OrderPause.Writes, OrderPause.Persons)]
    public async Task What_is_stopped_stays_due_and_goes_on_once_it_may(string? calls, string? of)
    {
        await host.Order(Pause(calls, of));
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        WriteRequest[] held = [.. Enumerable.Range(0, 3).Select(_ => SomeWork.Request(_name))];
        await host.Accept(held);
        await Eventually.Within(Soon, () => lane.Lane.State.StartsWith("waiting: paused by ada", StringComparison.Ordinal));
        await StaysSo(async () => (await host.Rows(held)).All(row => !row.IsSettled) && !lane.Target.Writes.Any());

        await host.Order(Pause(calls, of, isPaused: false));

        await Eventually.Within(Soon, async () => (await host.Rows(held)).All(row => row.Outcome == Outcomes.Written && row.Tries == 0));
        Assert.Equal("running", lane.Lane.State);
        await End(running);
    }

    [Fact]
    public async Task What_is_not_stopped_goes_on()
    {
        await host.Order(Pause(OrderPause.Reads, null), Pause(OrderPause.Writes, OrderPause.Companies));
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var (write, read) = (SomeWork.Request(_name), SomeRead.Request(_name));
        await host.Accept(read);
        await host.Accept(write);

        await Eventually.Within(Soon, async () => (await host.Rows(write)).All(row => row.Outcome == Outcomes.Written));
        await StaysSo(async () => (await host.Rows(read)).All(row => !row.IsSettled));
        await host.Order(Pause(OrderPause.Reads, null, isPaused: false));

        await Eventually.Within(Soon, async () => (await host.Rows(read)).All(row => row.IsSettled));
        await End(running);
    }

    [Fact]
    public async Task A_pause_that_comes_while_the_lane_works_stops_it_and_survives_its_holder()
    {
        await using (var first = await LaneSet.Take(host, _name))
        {
            var running = first.Lane.Run(first.Lease, _end.Token);
            var before = SomeWork.Request(_name);
            await host.Accept(before);
            await Eventually.Within(Soon, async () => (await host.Rows(before)).All(row => row.IsSettled));
            await host.Order(Pause(null, null));
            await Eventually.Within(Soon, () => first.Lane.State != "running");
            await End(running);
        }

        using var end = new CancellationTokenSource();
        await using var second = await LaneSet.Take(host, _name);
        var again = second.Lane.Run(second.Lease, end.Token);
        var held = SomeWork.Request(_name);
        await host.Accept(held);
        await Eventually.Within(Soon, () => second.Lane.State != "running");
        await StaysSo(async () => !(await host.Rows(held))[0].IsSettled);

        await End(again, end);
    }

    [Fact]
    public async Task Orders_that_come_late_or_twice_change_nothing()
    {
        var (pause, resume) = (Pause(null, null), Pause(null, null, isPaused: false));
        await host.Order(resume);
        await host.Order(pause, pause);
        await using var lane = await LaneSet.Take(host, _name);
        var running = lane.Lane.Run(lane.Lease, _end.Token);
        var request = SomeWork.Request(_name);

        await host.Accept(request);

        await Eventually.Within(Soon, async () => (await host.Rows(request))[0].IsSettled);
        await End(running);
    }

    private OrderPause Pause(string? calls, string? of, bool isPaused = true) => new()
    {
        Order = ++_orders, Connection = _name, Calls = calls, Of = of, IsPaused = isPaused, By = "ada", At = Some.Moment,
    };

    /// <summary>A lane looks at the latest after a second: over two it would have shown.</summary>
    private static async Task StaysSo(Func<Task<bool>> condition)
    {
        var until = DateTime.UtcNow.AddSeconds(2);
        while (DateTime.UtcNow < until)
        {
            Assert.True(await condition());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task End(Task running, CancellationTokenSource? end = null)
    {
        await (end ?? _end).CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
