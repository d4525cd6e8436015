using Sync.Writer.Trials;

namespace Sync.Writer.Tests;

public sealed class TrialJudgingTests
{
    private static readonly DateTime Start = new(2026, 3, 4, 10, 0, 0, DateTimeKind.Utc);

    private static readonly TrialRow Made = new()
    {
        Id = Guid.Empty, CheckupId = Guid.Empty, Route = "people>sales", Source = "marketing", Target = "sales", Routes = ["people>sales"],
        Email = "sync-trial-1@example.com", Step = TrialSteps.Follow, StepAt = Start, LastWork = 0, SourceModule = "contacts",
        SourceId = "7", MadeAt = Start,
    };

    [Fact]
    public void While_there_is_time_it_waits_and_then_says_whether_anything_was_asked_for()
    {
        var open = new TrialWrite(Start.AddSeconds(1), null, null, null, null, null);

        Assert.Equal(TrialSteps.Follow, TrialJudging.Followed(Made, null, Start.AddSeconds(89)).Step);
        var silent = TrialJudging.Followed(Made, null, Start.AddSeconds(90));
        var slow = TrialJudging.Followed(Made, open, Start.AddSeconds(90));

        Assert.Equal((TrialSteps.ClearTarget, TrialSteps.ClearTarget), (silent.Step, slow.Step));
        Assert.Contains("nothing was asked for", silent.Problem, StringComparison.Ordinal);
        Assert.Contains("deploy/sync doctor marketing", silent.Cure, StringComparison.Ordinal);
        Assert.Contains("is not done after 90 s", slow.Problem, StringComparison.Ordinal);
        Assert.Equal(["made at marketing", "webhook", "way", "deleted again"], TrialLines.Of(slow).Lines.Select(line => line.Check));
    }

    [Fact]
    public void A_target_that_does_not_have_what_it_took_is_wrong()
    {
        var written = TrialJudging.Followed(Made, new TrialWrite(Start, Start.AddSeconds(2), "written", null, "Leads", "9"), Start.AddSeconds(2));
        var over = TrialJudging.Cleared(TrialJudging.Cleared(written, true, isFound: false, null, Start), false, true, null, Start);

        Assert.Equal(TrialSteps.Over, over.Step);
        Assert.Equal("found at sales", Assert.Single(TrialLines.Of(over).Lines, line => !line.Ok).Check);
    }

    [Fact]
    public void What_cannot_be_deleted_is_tried_for_ten_minutes_and_then_said()
    {
        var clearing = Made with { Step = TrialSteps.ClearTarget };

        Assert.Equal(TrialSteps.ClearTarget, TrialJudging.Cleared(clearing, true, null, "sales: no right", Start.AddMinutes(9)).Step);
        var given = TrialJudging.Cleared(clearing, true, null, "sales: no right", Start.AddMinutes(10));
        var over = TrialJudging.Cleared(given with { StepAt = Start }, false, null, "marketing: gone", Start.AddMinutes(10));

        Assert.Equal((TrialSteps.ClearSource, TrialSteps.Over), (given.Step, over.Step));
        Assert.Equal("sales: no right; marketing: gone", Assert.Single(TrialLines.Of(over).Lines, line => !line.Ok).Problem);
    }
}
