using Sync.Deploy.Provisioning;

namespace Sync.Deploy.TestRuns;

/// <summary>The browser that tests of pages drive.</summary>
public static class Browser
{
    /// <summary>Where it is looked for; <c>SYNC_TEST_BROWSER</c> names another place.</summary>
    public static IReadOnlyList<string> Places { get; } =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    public static bool IsNeeded(TestProject project) => File.ReadAllText(project.File).Contains("Microsoft.Playwright", StringComparison.Ordinal);

    /// <summary>Installs it where it is missing. Where it cannot be had, the tests that need it are skipped and say so.</summary>
    public static async Task Ensure(Say say, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("SYNC_TEST_BROWSER") is { Length: > 0 } || Places.Any(File.Exists))
            return;
        if (AptPackages.WhyNot() is { } obstacle)
        {
            say.Line($"No Chromium for the tests of pages, and none can be installed: {obstacle}.");
            return;
        }

        try
        {
            await AptPackages.Install("chromium", say, ct);
        }
        catch (DeployException cause)
        {
            say.Line($"No Chromium for the tests of pages: {cause.Message}");
        }
    }
}
