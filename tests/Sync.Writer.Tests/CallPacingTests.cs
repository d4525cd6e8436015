using Sync.Writer.Vendors;

namespace Sync.Writer.Tests;

public sealed class CallPacingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, 1, 50)]
    [InlineData(5, 1, 100)]
    [InlineData(5, 4, 100)]
    [InlineData(5, 12, 100)]
    [InlineData(50, 8, 400)]
    public async Task No_window_of_a_second_can_hold_a_call_too_many(int callsPerSecond, int callers, int calls)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var made = await Simulate(callsPerSecond, callers, calls, new Random(seed));

            Assert.Equal(calls, made.Count);
            // The vendor saw each call somewhere between its start and its answer: every window that could have held it is looked at.
            var most = made.Max(one => made.Count(other => other.Start < one.End + Second && other.End >= one.End));
            Assert.InRange(most, 1, callsPerSecond);
        }
    }

    [Fact]
    public async Task Quick_calls_use_nearly_all_that_is_allowed()
    {
        var made = await Simulate(5, 1, 200, new Random(1), slowest: 10);

        var seconds = (made[^1].End - made[0].Start).TotalSeconds;
        Assert.InRange(made.Count / seconds, 4.75, 5.2);
    }

    [Theory]
    [InlineData(5, 1, 200, 200)]
    [InlineData(5, 4, 100, 100)]
    [InlineData(5, 4, 300, 300)]
    [InlineData(5, 8, 100, 300)]
    [InlineData(50, 20, 100, 300)]
    public async Task Slow_calls_use_all_that_is_left_when_each_may_arrive_until_its_answer(
        int callsPerSecond, int callers, int fastest, int slowest)
    {
        var made = await Simulate(callsPerSecond, callers, 200 * callsPerSecond, new Random(1), slowest + 1, fastest);

        // A place is taken for the call and the second after it. No pacing with this promise makes more calls than places allow.
        var most = callsPerSecond / (1 + made.Average(one => (one.End - one.Start).TotalSeconds));
        var seconds = (made.Max(one => one.End) - made.Min(one => one.Start)).TotalSeconds;
        Assert.InRange(made.Count / seconds / most, 0.98, 1.01);
    }

    [Fact]
    public async Task After_a_refusal_half_as_many_calls_are_made_and_slowly_more_again()
    {
        var time = new ManualTime();
        var pacing = new CallPacing(20, time);
        await Enter(pacing, 20);

        pacing.Refused();
        pacing.Refused();

        Assert.Equal(10, pacing.Allowed);
        time.Advance(Second);
        pacing.Refused();
        Assert.Equal(5, pacing.Allowed);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(7, pacing.Allowed);
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(20, pacing.Allowed);
    }

    [Fact]
    public async Task A_lone_call_that_is_refused_is_not_our_doing()
    {
        var pacing = new CallPacing(20, new ManualTime());
        await Enter(pacing, 1);

        pacing.Refused();

        Assert.Equal(20, pacing.Allowed);
    }

    private static async Task Enter(CallPacing pacing, int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            await pacing.Enter(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_takes_no_place()
    {
        var time = new ManualTime();
        var pacing = new CallPacing(1, time);
        await pacing.Enter(CancellationToken.None);
        using var patience = new CancellationTokenSource();
        var waiting = pacing.Enter(patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        pacing.Leave();
        time.Advance(Second);

        Assert.True(pacing.Enter(CancellationToken.None).IsCompletedSuccessfully);
    }

    private static Task<List<(DateTimeOffset Start, DateTimeOffset End)>> Simulate(
        int callsPerSecond, int callers, int calls, Random random, int slowest = 1_500, int fastest = 1) => Task.Run(() =>
    {
        var time = new ManualTime();
        var pacing = new CallPacing(callsPerSecond, time);
        var made = new List<(DateTimeOffset Start, DateTimeOffset End)>();
        var left = calls;
        var working = Enumerable.Range(0, callers).Select(_ => Call()).ToList();
        while (working.Exists(caller => !caller.IsCompleted) && time.AdvanceToNext())
        {
        }

        return Task.WhenAll(working).ContinueWith(_ => made, TaskScheduler.Default);

        async Task Call()
        {
            while (left-- > 0)
            {
                await pacing.Enter(CancellationToken.None);
                var start = time.GetUtcNow();
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(fastest, slowest)), time);
                pacing.Leave();
                made.Add((start, time.GetUtcNow()));
            }
        }
    });
}
