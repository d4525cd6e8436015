using Sync.Testing;
using Sync.Writer.Lanes;

namespace Sync.Writer.Tests;

public sealed class LaneSqlTests(WriterHost host) : IClassFixture<WriterHost>
{
    private readonly string _lane = Some.Word();

    [Fact]
    public async Task Of_many_who_want_a_lane_one_gets_it()
    {
        var epochs = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Acquire(30)));

        Assert.Equal(1, Assert.Single(epochs, epoch => epoch is not null));
    }

    [Fact]
    public async Task A_lane_whose_lease_ran_out_is_taken_over_and_its_holder_before_can_do_nothing_more()
    {
        Assert.Equal(1, await Acquire(0));
        Assert.Equal(2, await Acquire(30));

        Assert.False(await host.Source.Renew(_lane, 1, 30));
        Assert.False(await Fence(1));
        Assert.True(await host.Source.Renew(_lane, 2, 30));
        Assert.True(await Fence(2));
    }

    [Fact]
    public async Task A_lane_that_is_let_go_is_free_at_once()
    {
        Assert.Equal(1, await Acquire(30));
        await host.Source.Release(_lane, 1);

        Assert.Equal(2, await Acquire(30));
    }

    [Fact]
    public async Task Whoever_held_it_before_cannot_let_it_go()
    {
        await Acquire(0);
        await Acquire(30);
        await host.Source.Release(_lane, 1);

        Assert.Null(await Acquire(30));
    }

    [Fact]
    public async Task While_a_batch_is_noted_the_lane_does_not_change_hands()
    {
        await Acquire(0);
        await using var connection = await host.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var tx = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.True(await tx.Fence(_lane, 1));

        var other = Acquire(30);
        Assert.NotSame(other, await Task.WhenAny(other, Task.Delay(300, TestContext.Current.CancellationToken)));
        await tx.CommitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, await other);
    }

    [Fact]
    public async Task What_was_cut_off_has_to_be_looked_up_and_what_was_answered_has_not()
    {
        var (cut, answered, settled) = (SomeWork.Request(_lane), SomeWork.Request(_lane), SomeWork.Request(_lane));
        await host.Accept(cut, answered, settled);
        var ids = await host.Database.Query<long>(
            "select id from writer.pending_work where connection = @lane order by id", new { lane = _lane });
        await host.Source.BeginAttempt(_lane, 1, "Leads", [ids[0], ids[2]]);
        var ended = await host.Source.BeginAttempt(_lane, 1, "Leads", [ids[1]]);
        await host.Database.Execute("update writer.attempt set finished_at = now(), outcome = 'answered' where id = @ended", new { ended });
        await host.Database.Execute(
            "update writer.pending_work set settled_at = now(), outcome = 'written' where id = @id", new { id = ids[2] });
        var own = await host.Source.BeginAttempt(_lane, 2, "Leads", [ids[1]]);

        Assert.Equal(1, await host.CloseCutOff(_lane, 2));

        Assert.Equal([true, false, false], (await host.Rows(cut, answered, settled)).Select(row => row.Verify));
        Assert.Equal([own], await host.Database.Query<long>(
            "select id from writer.attempt where connection = @lane and finished_at is null", new { lane = _lane }));
    }

    private Task<long?> Acquire(int seconds) => host.Source.Acquire(_lane, Guid.NewGuid(), seconds);

    private async Task<bool> Fence(long epoch)
    {
        await using var connection = await host.Source.OpenConnectionAsync();
        await using var tx = await connection.BeginTransactionAsync();
        return await tx.Fence(_lane, epoch);
    }
}
