using Microsoft.Playwright;
using Sync.Deploy;

namespace Sync.Console.Tests.Browser;

/// <summary>Every page at both widths and in both schemes: it fits, nothing on it breaks a rule, and people can look at it under .local/screens.</summary>
public sealed class ScreenTests(ChromiumFixture chromium, PagesFixture pages) : IClassFixture<PagesFixture>
{
    private static readonly string Folder = Path.Combine(Workplace.Find().Local, "screens");

    public static TheoryData<int, ColorScheme> Looks => new()
    {
        { 1440, ColorScheme.Light }, { 1440, ColorScheme.Dark }, { 360, ColorScheme.Light }, { 360, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_fits_its_window_and_keeps_the_rules(int width, ColorScheme scheme)
    {
        var connection = $"shop-{width}-{scheme}".ToLowerInvariant();
        var letter = await pages.NewLetter(connection);
        var replayed = await pages.NewLetter("replayed");
        await using var visitor = await Visitor.Arrive(chromium, pages.Console.Address, width, scheme);
        await visitor.Page.GotoAsync("/sign-in");
        await Look(visitor, "sign-in", width, scheme);
        await visitor.SignIn("admin.ada", PagesFixture.Password);
        var group = (await pages.Console.Database.Query<long>("select id from console.dead_letter_group where field = 'Phone' and connection = 'sales'")).Single();
        var odd = (await pages.Console.Database.Query<long>("select id from console.dead_letter where code = 'MANDATORY_NOT_FOUND'")).Single();
        var replay = (await pages.Console.Tell(HttpMethod.Post, "/api/replays", new { deadLetterIds = new[] { replayed } }, 202)).GetProperty("id").GetInt32();
        await pages.Console.Tell(HttpMethod.Put, $"/api/dead-letters/{letter}/patch", new[] { new { op = "replace", path = "/phone", value = "+49 30 1234" } });

        foreach (var (name, path) in ((string, string)[])
        [
            ("overview", "/"), ("activity", "/activity"), ("person-none", "/person"), ("person", "/person?email=ada@example.test"),
            ("dead-letters", "/dead-letters"), ("dead-letters-search", "/dead-letters?class=validation"), ("group", $"/dead-letters/groups/{group}"),
            ("dead-letter", $"/dead-letters/{letter}"), ("dead-letter-markup", $"/dead-letters/{odd}"), ("replays", "/replays"),
            ("replay", $"/replays/{replay}"), ("conflicts", "/conflicts"), ("reviews", "/reviews"), ("handoffs", "/handoffs"), ("connections", "/connections"), ("configuration", "/configuration"), ("operators", "/operators"),
            ("not-found", "/nothing-here"),
        ])
        {
            await visitor.Page.GotoAsync(path);
            await Look(visitor, name, width, scheme);
        }

        Assert.Empty(visitor.Misdeeds);
        Assert.Empty(visitor.Dialogs);
    }

    private static async Task Look(Visitor visitor, string name, int width, ColorScheme scheme)
    {
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true,
        });
        Assert.True(await visitor.Overflow() <= 0, $"{name} is wider than {width} pixels by {await visitor.Overflow()}");
    }
}
