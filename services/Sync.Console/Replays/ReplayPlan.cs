namespace Sync.Console.Replays;

/// <summary>What a replay does next.</summary>
internal abstract record ReplayMove
{
    private ReplayMove()
    {
    }

    /// <summary>What was sent has not ended yet, or it is too early to send more.</summary>
    public sealed record Wait : ReplayMove;

    /// <param name="Step">Number of the step that these belong to.</param>
    /// <param name="StepSize">How many that step has in all.</param>
    public sealed record Send(long Count, int Step, long StepSize) : ReplayMove;

    public sealed record Stop(string Why) : ReplayMove;
}

/// <summary>Decides how a replay goes on. Pure.</summary>
internal static class ReplayPlan
{
    /// <summary>Before so many have ended, a failure is chance.</summary>
    private const int FewestToJudge = 3;

    /// <summary>After a pause of the console it does not make up for lost seconds in one go.</summary>
    private const double LongestSilence = 2;

    // Small at first: what still fails then costs three calls, not ten thousand.
    private static readonly long[] Ramp = [1, 2, 5, 20, 50, 100, 200, 500, 1_000];

    public static ReplayMove Next(ReplayRow replay, DateTimeOffset now)
    {
        var isSent = replay.StepSent >= replay.StepSize;
        if (replay.Ramp && isSent && replay.StepEnded < replay.StepSent)
        {
            return new ReplayMove.Wait();
        }

        // A step is judged as a whole; without steps, all that has ended so far is.
        if ((isSent || !replay.Ramp) && FailsTooMuch(replay))
        {
            return new ReplayMove.Stop(
                $"{replay.StepFailed} of {replay.StepEnded} failed again, {replay.StopAt} % or more. What was not sent is open as before.");
        }

        var left = replay.Total - replay.Sent;
        if (left <= 0)
        {
            return new ReplayMove.Wait();
        }

        var (step, size) = isSent ? (replay.Step + 1, replay.Ramp ? SizeOf(replay.Step + 1) : replay.Total) : (replay.Step, replay.StepSize);
        var wanted = Math.Min(left, isSent ? size : replay.StepSize - replay.StepSent);
        var allowed = Math.Min(wanted, Allowance(replay, now));
        return allowed > 0 ? new ReplayMove.Send(allowed, step, size) : new ReplayMove.Wait();
    }

    private static bool FailsTooMuch(ReplayRow replay) =>
        replay.Ended >= FewestToJudge && replay.StepEnded > 0 && replay.StepFailed * 100 >= replay.StopAt * replay.StepEnded;

    private static long SizeOf(int step) => Ramp[Math.Min(step, Ramp.Length) - 1];

    private static long Allowance(ReplayRow replay, DateTimeOffset now) => replay switch
    {
        { PerSecond: null } => long.MaxValue,
        { SentAt: null } => 1,
        _ => (long)(Math.Min((now.UtcDateTime - replay.SentAt.Value).TotalSeconds, LongestSilence) * replay.PerSecond.Value),
    };
}
