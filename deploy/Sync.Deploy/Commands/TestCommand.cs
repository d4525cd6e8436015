using System.CommandLine;
using Sync.Deploy.TestRuns;

namespace Sync.Deploy.Commands;

public static class TestCommand
{
    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            Description = "Part of a project's name (runs these projects), else part of a test's full name.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var keep = new Option<bool>("--keep-servers") { Description = "Leave the test servers running for the next runs." };
        var end = new Option<bool>("--end-servers") { Description = "End test servers that were left running; runs nothing." };
        var command = new Command("deploy/test", "Runs every test, servers included. Exit code 0 only if some passed and none failed.")
        {
            filter, keep, end,
        };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(filter), parsed.GetValue(keep), parsed.GetValue(end), ct));
        return command;
    }

    private static async Task<int> Run(string? filter, bool keep, bool end, CancellationToken ct)
    {
        var workplace = Workplace.Find();
        var say = new Say(Console.Out);
        if (keep || end)
            await TestServers.Keep(workplace, keep, say, ct);
        if (end)
            return 0;
        var report = await new TestRun(workplace, say).Run(filter, ct);
        if (report is { Passed: 0, Failed.Count: 0, Skipped.Count: 0 })
            say.Line(filter is null ? "There are no tests." : $"No test and no test project has '{filter}' in its name.");
        say.Line();
        say.Line(report.Line());
        return report is { Passed: > 0, Failed.Count: 0 } ? 0 : 1;
    }
}
