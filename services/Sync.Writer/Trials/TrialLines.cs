using Sync.Contracts;

namespace Sync.Writer.Trials;

/// <summary>What a trial has shown, a line for each part of the way. Pure.</summary>
internal static class TrialLines
{
    public static CheckedConnection Of(TrialRow trial)
    {
        var lines = new List<CheckedThing>();
        if (trial.MadeAt is { } made)
        {
            lines.Add(Good($"made at {trial.Source}", $"{trial.SourceModule} {trial.SourceId}, {trial.Email}"));
            if (trial.ReceivedAt is { } received)
            {
                lines.Add(Good("webhook", $"came in {Seconds(received - made)}"));
            }

            if (trial is { WrittenAt: { } written, TargetId: { } id })
            {
                lines.Add(Good($"written to {trial.Target}", $"{trial.TargetModule} {id}, {Seconds(written - made)} after it was made"));
                lines.Add(trial.IsFound is true ? Good($"found at {trial.Target}", null)
                    : Bad($"found at {trial.Target}", "the target does not have what it said it had taken", "Try once more; then ask the vendor."));
            }
        }

        if (trial.Problem is { } problem)
        {
            lines.Add(Bad("way", problem, trial.Cure));
        }

        lines.Add(trial.LeftBehind is { } left
            ? Bad("deleted again", left, $"Delete what has the address {trial.Email} by hand.")
            : Good("deleted again", "at both ends"));
        return new CheckedConnection { Name = trial.Route, Lines = lines };
    }

    public static CheckedConnection Refusal(string route, string problem, string cure) =>
        new() { Name = route, Lines = [Bad("trial", problem, cure)] };

    // The vendor's answer may come later than its webhook.
    private static string Seconds(TimeSpan time) => time < TimeSpan.Zero ? "before the answer" : $"{time.TotalSeconds:0.0} s";

    private static CheckedThing Good(string check, string? detail) => new() { Check = check, Ok = true, Detail = detail };

    private static CheckedThing Bad(string check, string problem, string? cure) => new() { Check = check, Ok = false, Problem = problem, Cure = cure };
}
