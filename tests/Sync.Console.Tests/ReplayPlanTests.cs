using Sync.Console.Replays;

namespace Sync.Console.Tests;

public sealed class ReplayPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    [Fact]
    public void A_ramp_begins_with_one_and_grows()
    {
        var replay = Ramp(10_000);
        var sizes = new List<long>();
        while (ReplayPlan.Next(replay, Now) is ReplayMove.Send send)
        {
            sizes.Add(send.Count);
            replay = AllWell(Sent(replay, send));
        }

        Assert.Equal([1, 2, 5, 20, 50, 100, 200, 500], sizes[..8]);
        Assert.Equal(10_000, sizes.Sum());
        Assert.All(sizes[8..^1], size => Assert.Equal(1_000, size));
    }

    [Fact]
    public void What_still_fails_stops_it_after_the_third()
    {
        var replay = Ramp(10_000);
        while (ReplayPlan.Next(replay, Now) is ReplayMove.Send send)
        {
            replay = AllFailed(Sent(replay, send));
        }

        Assert.IsType<ReplayMove.Stop>(ReplayPlan.Next(replay, Now));
        Assert.Equal(3, replay.Sent);
    }

    [Fact]
    public void The_next_step_waits_for_the_end_of_this_one()
    {
        var replay = Ramp(100) with { Sent = 3, Done = 2, Step = 2, StepSize = 2, StepSent = 2, StepDone = 1 };

        Assert.IsType<ReplayMove.Wait>(ReplayPlan.Next(replay, Now));
        Assert.Equal(new ReplayMove.Send(5, 3, 5), ReplayPlan.Next(replay with { Done = 3, StepDone = 2 }, Now));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_step_may_fail_in_part(int well, bool stops)
    {
        var replay = Ramp(100) with
        {
            Sent = 28, Done = 8 + well, Failed = 20 - well, Step = 4, StepSize = 20, StepSent = 20, StepDone = well, StepFailed = 20 - well,
            StopAt = 51,
        };

        Assert.Equal(stops, ReplayPlan.Next(replay, Now) is ReplayMove.Stop);
    }

    [Fact]
    public void Without_a_ramp_all_goes_at_once() =>
        Assert.Equal(new ReplayMove.Send(70, 1, 70), ReplayPlan.Next(Ramp(70) with { Ramp = false }, Now));

    [Theory]
    [InlineData(0.1, 0)]
    [InlineData(0.5, 2)]
    [InlineData(1, 5)]
    [InlineData(3_600, 10)]
    public void A_speed_is_kept_and_lost_time_is_not_made_up_for(double seconds, long count)
    {
        var replay = Ramp(100) with
        {
            Ramp = false, PerSecond = 5, Sent = 1, Step = 1, StepSize = 100, StepSent = 1, SentAt = Now.UtcDateTime.AddSeconds(-seconds),
        };

        var move = ReplayPlan.Next(replay, Now);

        Assert.Equal(count, move is ReplayMove.Send send ? send.Count : 0);
    }

    [Fact]
    public void At_a_set_speed_the_first_failures_stop_it_too()
    {
        var replay = Ramp(100) with { Ramp = false, PerSecond = 5, Sent = 4, Step = 1, StepSize = 100, StepSent = 4, SentAt = Now.UtcDateTime };

        Assert.IsType<ReplayMove.Wait>(ReplayPlan.Next(replay with { Failed = 2, StepFailed = 2 }, Now));
        Assert.IsType<ReplayMove.Stop>(ReplayPlan.Next(replay with { Failed = 3, StepFailed = 3 }, Now));
    }

    private static ReplayRow Ramp(long total) => new()
    {
        Id = 1, State = "running", What = "all", AskedBy = "ada", Ramp = true, StopAt = 50, Total = total, CreatedAt = Now.UtcDateTime,
    };

    private static ReplayRow Sent(ReplayRow replay, ReplayMove.Send send) => replay with
    {
        Sent = replay.Sent + send.Count, Step = send.Step, StepSize = send.StepSize, StepSent = send.Count, StepDone = 0, StepFailed = 0,
    };

    private static ReplayRow AllWell(ReplayRow replay) => replay with { Done = replay.Done + replay.StepSent, StepDone = replay.StepSent };

    private static ReplayRow AllFailed(ReplayRow replay) => replay with { Failed = replay.Failed + replay.StepSent, StepFailed = replay.StepSent };
}
