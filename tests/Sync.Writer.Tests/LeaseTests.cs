using Sync.Contracts;
using Sync.Testing;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class LeaseTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _name = Some.Word();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lease_that_is_renewed_outlasts_its_time()
    {
        await using var lease = await Take(seconds: 4);
        var alive = lease.KeepAlive(Ct);

        await Task.Delay(TimeSpan.FromSeconds(5), Ct);

        Assert.True(lease.IsHeld);
        Assert.Null(await host.Source.Acquire(_name, Guid.NewGuid(), 4));
        Assert.False(alive.IsCompleted);
    }

    [Fact]
    public async Task A_lease_that_nobody_renews_ends_by_the_holder_s_own_clock_before_another_can_take_it()
    {
        var time = new ManualTime();
        await using var lease = await Take(seconds: 60, time);

        time.Advance(TimeSpan.FromSeconds(49));

        Assert.False(lease.IsHeld);
        Assert.Null(await host.Source.Acquire(_name, Guid.NewGuid(), 60));
    }

    [Fact]
    public async Task Whoever_loses_the_lane_to_another_is_told()
    {
        await using var lease = await Take(seconds: 2);
        var alive = lease.KeepAlive(Ct);
        await host.Database.Execute("update writer.lane set epoch = epoch + 1 where connection = @name", new { name = _name });

        await alive.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.True(lease.Lost.IsCancellationRequested);
        Assert.False(lease.IsHeld);
    }

    [Fact]
    public async Task A_lane_that_was_left_stays_free()
    {
        var lease = await Take(seconds: 2);
        var alive = lease.KeepAlive(CancellationToken.None);
        await Task.Delay(100, Ct);

        await lease.DisposeAsync();
        await alive.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        Assert.Equal(2, await host.Source.Acquire(_name, Guid.NewGuid(), 2));
    }

    [Fact]
    public async Task A_batch_whose_lane_was_taken_over_notes_nothing()
    {
        await using var lane = await LaneSet.Take(host, _name);
        lane.Target.OnWrite = _ =>
        {
            host.Database.Execute("update writer.lane set epoch = epoch + 1 where connection = @name", new { name = _name })
                .GetAwaiter().GetResult();
            return null;
        };
        var request = SomeWork.Request(_name);

        await Assert.ThrowsAsync<LeaseLostException>(() => lane.Run(request));

        Assert.False((await host.Rows(request))[0].IsSettled);
        Assert.Empty(await host.Said<OutcomesReached>(request));
        Assert.Equal(1, await host.CloseCutOff(_name, 2));
        Assert.True((await host.Rows(request))[0].Verify);
    }

    private async Task<LaneLease> Take(int seconds, TimeProvider? time = null) =>
        new(host.Source, _name, (await host.Source.Acquire(_name, Guid.NewGuid(), seconds))!.Value, seconds, time ?? TimeProvider.System);
}
