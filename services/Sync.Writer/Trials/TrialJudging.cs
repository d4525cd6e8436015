namespace Sync.Writer.Trials;

/// <summary>What follows from what a trial has met. Pure.</summary>
internal static class TrialJudging
{
    /// <summary>How long a step may take. An outage of a vendor lasts longer: then the trial says so.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(90);

    /// <summary>How long the person is tried to be deleted.</summary>
    public static readonly TimeSpan LongestClearing = TimeSpan.FromMinutes(10);

    public static TrialRow Made(TrialRow trial, string module, string recordId, DateTime at) =>
        trial with { Step = TrialSteps.Follow, SourceModule = module, SourceId = recordId, MadeAt = at };

    public static TrialRow NotMade(TrialRow trial, string why) => trial with
    {
        Step = TrialSteps.ClearTarget,
        Problem = $"{trial.Source} did not take the made-up person: {why}",
        Cure = $"deploy/sync doctor {trial.Source} shows what is wrong with the connection.",
    };

    public static TrialRow Paused(TrialRow trial) => trial with
    {
        Step = TrialSteps.ClearTarget,
        Problem = $"an operator has paused {trial.Source}, so that nobody was made there",
        Cure = $"deploy/sync resume {trial.Source} lets it go on.",
    };

    /// <param name="write">What is known of the write at the target; null if none was asked for yet.</param>
    public static TrialRow Followed(TrialRow trial, TrialWrite? write, DateTime now)
    {
        var known = write is null ? trial : trial with
        {
            ReceivedAt = write.ReceivedAt, WrittenAt = write.SettledAt, TargetModule = write.Module, TargetId = write.RecordId,
        };
        if (write is { SettledAt: not null })
        {
            return write.RecordId is not null ? known with { Step = TrialSteps.ClearTarget } : known with
            {
                Step = TrialSteps.ClearTarget,
                Problem = $"the write at {trial.Target} ended as {write.Outcome}: {write.Detail}",
                Cure = Explain(trial),
            };
        }

        return now - trial.StepAt < LongestStep ? known : known with
        {
            Step = TrialSteps.ClearTarget,
            Problem = write is null
                ? $"{LongestStep.TotalSeconds:0} s after it was made at {trial.Source} nothing was asked for at {trial.Target}"
                : $"the write at {trial.Target} is not done after {LongestStep.TotalSeconds:0} s",
            Cure = write is null
                ? $"Either no webhook came, which deploy/sync doctor {trial.Source} shows, or a rule kept the person back: {Explain(trial)}"
                : $"deploy/sync status shows what the lane of {trial.Target} waits for.",
        };
    }

    /// <param name="leftover">What could not be deleted, and why; null if all is gone.</param>
    public static TrialRow Cleared(TrialRow trial, bool isTarget, bool? isFound, string? leftover, DateTime now)
    {
        var seen = isTarget && trial.IsFound is null ? trial with { IsFound = isFound } : trial;
        if (leftover is not null && now - trial.StepAt < LongestClearing)
        {
            return seen;
        }

        return seen with
        {
            Step = isTarget ? TrialSteps.ClearSource : TrialSteps.Over,
            LeftBehind = string.Join("; ", new[] { seen.LeftBehind, leftover }.OfType<string>()) is { Length: > 0 } text ? text : null,
        };
    }

    private static string Explain(TrialRow trial) => $"deploy/sync explain --email {trial.Email} tells what became of it.";
}
