using Microsoft.Playwright;
using TestBrowser = Sync.Deploy.TestRuns.Browser;

namespace Sync.Console.Tests.Browser;

/// <summary>Assembly fixture: one browser for all tests of the pages. Where none is installed they are skipped and say so.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    // As root there is no sandbox; and nothing is fetched in the background, which a closed network would refuse many times a second.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Program() is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Arguments, Timeout = 120_000 });
        }
    }

    /// <summary>A fresh browser context: no cookies, no cache.</summary>
    public async Task<IBrowserContext> New(BrowserNewContextOptions options)
    {
        if (_browser is null)
        {
            Assert.Skip("no Chromium at " + string.Join(", ", TestBrowser.Places) + ", and SYNC_TEST_BROWSER names none: install the package chromium");
        }

        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Program() => Environment.GetEnvironmentVariable("SYNC_TEST_BROWSER") is { Length: > 0 } given
        ? given
        : TestBrowser.Places.FirstOrDefault(File.Exists);
}
