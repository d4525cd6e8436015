using Microsoft.Playwright;

namespace Sync.Console.Tests.Browser;

/// <summary>Somebody at a browser, with everything noted that a page must not do: errors, refused content, calls to other hosts.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _console;
    private readonly List<string> _misdeeds = [];

    private Visitor(IBrowserContext context, IPage page, Uri console)
    {
        _context = context;
        _console = console;
        Page = page;
        page.PageError += (_, error) => _misdeeds.Add($"error: {error}");
        page.Console += (_, message) => Note(message);
        page.Request += (_, request) => Note(request);
        page.Dialog += (_, dialog) =>
        {
            Dialogs.Add(dialog.Message);
            _ = dialog.AcceptAsync();
        };
    }

    public IPage Page { get; }

    public List<string> Dialogs { get; } = [];

    public IReadOnlyList<string> Misdeeds => _misdeeds;

    /// <param name="width">Of the window in pixels.</param>
    public static async Task<Visitor> Arrive(
        ChromiumFixture chromium, Uri console, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var context = await chromium.New(new BrowserNewContextOptions
        {
            BaseURL = console.AbsoluteUri, ColorScheme = scheme, JavaScriptEnabled = script, ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 780 : 900 },
        });
        return new Visitor(context, await context.NewPageAsync(), console);
    }

    public async Task SignIn(string name, string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.FillAsync("input[name=name]", name);
        await Page.FillAsync("input[name=password]", password);
        await Page.ClickAsync("main button");
        // The cookie is there once the next page begins; whether that loads is for the test that looks at it.
        await Page.WaitForURLAsync(
            url => !url.Contains("sign-in", StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
    }

    /// <summary>The pixels that the page is wider than its window.</summary>
    public Task<int> Overflow() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(IConsoleMessage message)
    {
        // A refusal that the test asked for is no fault of the page.
        if (message.Type == "error" && !message.Text.Contains("the server responded with a status of", StringComparison.Ordinal))
        {
            _misdeeds.Add($"console: {message.Text}");
        }
    }

    private void Note(IRequest request)
    {
        if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Authority != _console.Authority)
        {
            _misdeeds.Add($"call to {url}");
        }
    }
}
