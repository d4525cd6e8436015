using System.Diagnostics;
using System.Globalization;
using Sync.Deploy.Building;
using Sync.Deploy.Processes;

namespace Sync.Deploy.TestRuns;

/// <summary>Builds the tests, runs them project by project against shared servers, and tells what became of each.</summary>
public sealed class TestRun(Workplace workplace, Say say)
{
    // A test project that takes longer hangs.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private string Results => Path.Combine(workplace.Test, "results");

    /// <param name="filter">Part of a test's full name or of a project's; null runs everything.</param>
    /// <param name="ct">Ends the run.</param>
    public async Task<TestReport> Run(string? filter, CancellationToken ct)
    {
        var all = TestProject.Discover(workplace.Root);
        var named = all.Where(project => filter is not null && project.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        var chosen = named.Count > 0 ? named : all;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var starting = chosen.Any(project => ProjectInputs.RefersTo(project.File, "Sync.Testing"))
            ? TestServers.Use(workplace, say, either.Token)
            : Task.FromResult(TestServers.None(workplace));
        var browsing = chosen.Any(Browser.IsNeeded) ? Browser.Ensure(say, either.Token) : Task.CompletedTask;
        var errors = await Build(named, either.Token);
        if (errors is not null)
        {
            await either.CancelAsync();
            await Leave(starting, browsing);
            say.Line($"The build failed:\n{errors}");
            return TestReport.Broken("build", errors);
        }

        await using var servers = await starting;
        await browsing;
        var reports = new List<TestReport>();
        foreach (var project in chosen)
            reports.Add(await Run(project, named.Count > 0 ? null : filter, servers, ct));
        return TestReport.Sum(reports);
    }

    private static async Task Leave(Task<TestServers> starting, Task browsing)
    {
        await browsing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await (await starting).DisposeAsync();
        }
        catch (OperationCanceledException)
        {
            // They were not up yet, and have ended themselves.
        }
    }

    private async Task<string?> Build(List<TestProject> named, CancellationToken ct)
    {
        say.Step(named.Count > 0 ? $"building {string.Join(", ", named.Select(project => project.Name))}" : "building Sync.sln");
        var compilerServer = $"sync-{Environment.ProcessId}";
        try
        {
            foreach (var target in named.Count > 0 ? named.Select(project => project.File) : [Path.Combine(workplace.Root, "Sync.sln")])
            {
                string[] quietly = ["-v", "q", "-nologo", "-nodeReuse:false"];
                string[] arguments = ["build", target, "-c", "Release", $"-p:SharedCompilationId={compilerServer}", .. quietly];
                var run = await Tool.Run("dotnet", arguments, ct);
                if (!run.Succeeded)
                    return BuildErrors.In(run.Output);
            }
        }
        finally
        {
            CompilerServer.End(compilerServer);
        }

        say.Step("built");
        return null;
    }

    private async Task<TestReport> Run(TestProject project, string? filter, TestServers servers, CancellationToken ct)
    {
        if (!File.Exists(project.Program))
            return Tell(project, TestReport.Broken(project.Name, $"{project.Program} was not built: is the project in Sync.sln?"), 0);
        Directory.CreateDirectory(Results);
        var xml = Path.Combine(Results, project.Name + ".xml");
        File.Delete(xml);
        string[] filtering = filter is null ? [] : ["-method", $"*{filter}*"];
        var variables = new Dictionary<string, string?>
        {
            ["SYNC_TEST_POSTGRES"] = servers.Postgres, ["SYNC_TEST_RABBITMQ"] = servers.RabbitMq, ["SYNC_ROOT"] = workplace.Root,
        };
        var since = Stopwatch.GetTimestamp();
        var run = await Tool.Run("dotnet", [project.Program, "-noLogo", "-noColor", "-xml", xml, .. filtering], variables, Limit, ct);
        await File.WriteAllTextAsync(Path.Combine(Results, project.Name + ".log"), run.Output, ct);
        return Tell(project, Judge(project, xml, run), Stopwatch.GetElapsedTime(since).TotalSeconds);
    }

    private static TestReport Judge(TestProject project, string xml, Tool run)
    {
        var ended = string.Create(CultureInfo.InvariantCulture, $"ended with {run.ExitCode}");
        var last = string.Join('\n', run.Output.Trim().Split('\n').TakeLast(40));
        if (!File.Exists(xml))
            return TestReport.Broken(project.Name, $"no results, {ended}:\n{last}");
        var report = TestReport.Read(xml);
        return run.Succeeded || report.Failed.Count > 0
            ? report
            : TestReport.Sum([report, TestReport.Broken(project.Name, $"{ended}:\n{last}")]);
    }

    private TestReport Tell(TestProject project, TestReport report, double seconds)
    {
        if (report is { Passed: 0, Failed.Count: 0, Skipped.Count: 0 })
            return report;
        say.Line(string.Create(CultureInfo.InvariantCulture, $"{project.Name,-32} {report.Line(),-40} {seconds,7:0.0} s"));
        foreach (var (test, text) in report.Failed)
            say.Line($"  FAILED {test}\n    {text.Replace("\n", "\n    ", StringComparison.Ordinal)}");
        foreach (var (test, reason) in report.Skipped)
            say.Line($"  SKIPPED {test}: {reason}");
        return report;
    }
}
