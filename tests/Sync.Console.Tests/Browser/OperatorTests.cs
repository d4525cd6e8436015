using Microsoft.Playwright;
using Sync.Contracts;
using Sync.Testing;

namespace Sync.Console.Tests.Browser;

/// <summary>What operators do all day, done as they do it.</summary>
public sealed class OperatorTests(ChromiumFixture chromium, PagesFixture pages) : IClassFixture<PagesFixture>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_dead_letter_is_corrected_replayed_and_seen_through()
    {
        var letter = await pages.NewLetter(Some.Word());
        await using var visitor = await SignedIn("operator.ada");

        await visitor.Page.GotoAsync($"/dead-letters/{letter}");
        Assert.Equal("phone", await visitor.Page.InputValueAsync("select[name=name]"));
        await visitor.Page.FillAsync("input[name=value]", "+49 30 1234");
        await visitor.Page.ClickAsync("button:text-is('Correct') >> nth=0");
        Assert.Equal("+49 30 1234", await visitor.Page.TextContentAsync("td ins"));
        await visitor.Page.ClickAsync("button:text-is('Replay it')");
        await visitor.Page.WaitForURLAsync("**/replays/*");
        var replay = int.Parse(new Uri(visitor.Page.Url).Segments[^1], System.Globalization.CultureInfo.InvariantCulture);

        var sent = await Eventually.Within(Soon, () => Task.FromResult(pages.Console.Replays.FirstOrDefault(sent => sent.Replay == replay)), sent => sent is not null);
        var delivery = Assert.Single(sent!.DeliveryIds);
        Assert.Equal([new("phone", "+49 30 1234")], sent.Patches![delivery]);
        await pages.Console.Report(SomeFact.Written(delivery, Some.Email()) with { Key = $"{delivery}#{replay}>sales" });
        // Not loaded again: the page follows by itself.
        await visitor.Page.WaitForSelectorAsync(".badge:text-is('done')");
        Assert.Contains("1 of 1 through", await visitor.Page.TextContentAsync("#replay"), StringComparison.Ordinal);
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task The_handoffs_of_today_show_where_each_stands_and_what_was_suppressed()
    {
        var play = Some.Word();
        await pages.NewHandoffs(play);
        await using var visitor = await SignedIn("operator.ada");

        await visitor.Page.GotoAsync("/");
        await visitor.Page.ClickAsync("nav a:text-is('Handoffs')");
        await visitor.Page.FillAsync("input[name=play]", play);
        await visitor.Page.ClickAsync("button:text-is('Show')");

        await visitor.Page.WaitForSelectorAsync(".badge:text-is('suppressed: cooldown')");
        Assert.Equal(3, await visitor.Page.Locator("tbody tr").CountAsync());
        Assert.Contains("Suppressed: cooldown 1.", await visitor.Page.TextContentAsync("#handoffs"), StringComparison.Ordinal);
        Assert.Contains("tag handed-to-sales: dead-lettered: validation", await visitor.Page.TextContentAsync("#handoffs tbody b"), StringComparison.Ordinal);
        Assert.Contains("automation 31: asked for", await visitor.Page.TextContentAsync("#handoffs"), StringComparison.Ordinal);
        Assert.Contains("1 to 3 s 1", await visitor.Page.GetAttributeAsync("#handoffs svg", "aria-label"), StringComparison.Ordinal);
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task A_conflict_is_turned_round_by_keyboard()
    {
        var email = Some.Email();
        var conflict = await pages.NewConflict(email);
        await using var visitor = await SignedIn("operator.ada");

        await visitor.Page.GotoAsync($"/conflicts?email={email}");
        await visitor.Page.FocusAsync("button:text-is('Turn round')");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync($".notice:text-is('Conflict {conflict} is being turned round.')");

        await visitor.Page.GotoAsync($"/conflicts?email={email}");
        Assert.Equal("flipping", await visitor.Page.TextContentAsync("td .badge"));
        Assert.Equal(0, await visitor.Page.Locator("button:text-is('Turn round')").CountAsync());
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task A_review_is_read_side_by_side_and_decided_by_keyboard()
    {
        var email = Some.Email();
        var review = await pages.NewReview(email);
        await using var visitor = await SignedIn("operator.ada");

        await visitor.Page.GotoAsync($"/reviews?email={email}");
        Assert.Equal(2, await visitor.Page.Locator("tr:has(td:text-is('first_name')) td.value").CountAsync());
        await visitor.Page.FocusAsync("button:text-is('Different persons')");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync($".notice:text-is('Review {review} is being decided.')");

        await visitor.Page.GotoAsync($"/reviews?email={email}");
        Assert.Equal("deciding", await visitor.Page.TextContentAsync("h2 .badge"));
        Assert.Equal(0, await visitor.Page.Locator("button:text-is('The same person')").CountAsync());
        Assert.False((await Eventually.Within(TimeSpan.FromSeconds(30), () => Task.FromResult(pages.Console.Decisions.Where(decision => decision.ReviewId == review).ToList()), sent => sent.Count > 0))[0].AreSame);
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task A_connection_is_paused_and_goes_on_by_keyboard()
    {
        await using var visitor = await SignedIn("operator.ada");
        await visitor.Page.GotoAsync("/connections");
        await visitor.Page.ClickAsync("summary:text-is('Pause marketing')");
        await visitor.Page.SelectOptionAsync("form:has(input[value=marketing]) select[name=calls]", "reads");
        await visitor.Page.FillAsync("form:has(input[value=marketing]) input[name=reason]", "moving house");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync(".notice:has-text('marketing')");
        Assert.Contains("moving house", await visitor.Page.TextContentAsync("form:has(button[aria-label='Resume reads of marketing'])"), StringComparison.Ordinal);

        await visitor.Page.FocusAsync("button[aria-label='Resume reads of marketing']");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync(".notice:has-text('marketing')");

        Assert.Equal(0, await visitor.Page.Locator("button[aria-label='Resume reads of marketing']").CountAsync());
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task A_correction_is_undone()
    {
        var letter = await pages.NewLetter(Some.Word());
        await using var visitor = await SignedIn("operator.ada");
        await visitor.Page.GotoAsync($"/dead-letters/{letter}");
        await visitor.Page.ClickAsync("summary:has-text('JSON patch')");
        await visitor.Page.FillAsync("textarea", """[{"op":"copy","from":"/company","path":"/last_name"},{"op":"remove","path":"/phone"}]""");
        await visitor.Page.ClickAsync("details button");

        Assert.Equal(["(empty)", "Lovelace Ltd"], (await visitor.Page.Locator("td ins").AllTextContentsAsync()).Order());
        await visitor.Page.ClickAsync("button:text-is('Undo')");

        Assert.Equal(0, await visitor.Page.Locator("td ins").CountAsync());
        Assert.Equal(0, await pages.Console.Database.Count("console.patch", "dead_letter_id = @letter", new { letter }));
    }

    [Fact]
    public async Task A_group_is_archived_after_the_question_and_can_be_found_again()
    {
        var connection = Some.Word();
        var letter = await pages.NewLetter(connection);
        var group = (await pages.Console.Database.Query<long>("select group_id from console.dead_letter where id = @letter", new { letter })).Single();
        await using var visitor = await SignedIn("operator.ada");

        await visitor.Page.GotoAsync($"/dead-letters/groups/{group}");
        await visitor.Page.ClickAsync("button:text-is('Archive all 1')");
        await visitor.Page.WaitForSelectorAsync(".notice:text-is('1 archived.')");

        Assert.Equal(["Archive all of the group?"], visitor.Dialogs);
        await visitor.Page.GotoAsync($"/dead-letters?connection={connection}&state=archived");
        await visitor.Page.ClickAsync($"td a:text-is('{letter}')");
        await visitor.Page.ClickAsync("button:text-is('Open it again')");
        await visitor.Page.WaitForSelectorAsync(".notice:text-is('1 open again.')");
    }

    [Fact]
    public async Task A_dry_run_shows_field_by_field_what_would_be_written()
    {
        var letter = await pages.NewLetter(Some.Word());
        var delivery = (await pages.Console.Database.Query<long>("select delivery_id from console.dead_letter where id = @letter", new { letter })).Single();
        await pages.Console.Report(SomeFact.Matched(delivery, "ada@example.test"));
        await using var visitor = await SignedIn("operator.ada");
        await visitor.Page.GotoAsync($"/dead-letters/{letter}");
        await visitor.Page.ClickAsync("button:text-is('Dry run')");
        await visitor.Page.WaitForURLAsync("**/plans/*");

        var asked = await Eventually.Within(
            Soon, () => Task.FromResult(pages.Console.Plans.FirstOrDefault(plan => plan.Changes.Any(change => change.Key == $"{letter}"))), plan => plan is not null);
        Assert.Equal(("marketing", "70"), (asked!.Changes[0].Source, asked.Changes[0].RecordId));
        await pages.Console.Send(new PlanMade
        {
            Id = asked.Id, At = DateTimeOffset.UtcNow,
            Changes =
            [
                new PlannedChange
                {
                    Key = $"{letter}", Outcome = Outcomes.Passed,
                    Writes =
                    [
                        new PlannedWrite
                        {
                            Target = "sales", Module = "Leads", RecordId = "L1",
                            Fields = [new PlannedField { Name = "phone", Known = "old <b>", Value = "new <i>", By = "marketing", At = Some.Moment }],
                        },
                    ],
                },
            ],
        });

        await visitor.Page.WaitForSelectorAsync("ins:text-is('new <i>')");
        Assert.Equal("old <b>", await visitor.Page.TextContentAsync("del"));
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Sync.Deploy.Workplace.Find().Local, "screens", "dry-run-1440-light.png") });
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task Activity_follows_what_happens()
    {
        await using var visitor = await SignedIn("operator.ada");
        var email = Some.Email();
        await visitor.Page.GotoAsync($"/activity?email={email}");
        await visitor.Page.WaitForSelectorAsync(".empty");

        await pages.Console.Report(SomeFact.Matched(Some.Number(), email));

        await visitor.Page.WaitForSelectorAsync($"td a:text-is('{email}')");
    }

    [Fact]
    public async Task What_strangers_typed_is_shown_as_they_typed_it_and_runs_nowhere()
    {
        await using var visitor = await SignedIn("operator.ada");
        var odd = (await pages.Console.Database.Query<long>("select id from console.dead_letter where code = 'MANDATORY_NOT_FOUND'")).Single();

        foreach (var path in (string[])[$"/dead-letters/{odd}", "/dead-letters", "/person?email=ada@example.test", "/activity", "/activity?email=%3Cimg%20src%3Dx%3E", "/person?email=%22%3E%3Cscript%3E"])
        {
            await visitor.Page.GotoAsync(path);
            Assert.Equal(0, await visitor.Page.Locator("main img, main script, main b b").CountAsync());
        }

        await visitor.Page.GotoAsync($"/dead-letters/{odd}");
        Assert.Contains(PagesFixture.Markup, await visitor.Page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Empty(visitor.Dialogs);
        Assert.Empty(visitor.Misdeeds);
    }

    [Fact]
    public async Task Without_script_everything_is_read_and_done()
    {
        var letter = await pages.NewLetter(Some.Word());
        await using var visitor = await SignedIn("operator.ada", script: false);

        foreach (var (path, told) in ((string, string)[])[("/", "Coming in"), ("/activity", "written"), ("/person?email=ada@example.test", "Leads L1"), ("/dead-letters", "DUPLICATE_DATA"), ("/connections", "zoho"), ("/configuration", "First_Name"), ("/replays", "Repl")])
        {
            await visitor.Page.GotoAsync(path);
            Assert.Contains(told, await visitor.Page.TextContentAsync("main"), StringComparison.Ordinal);
        }

        await visitor.Page.GotoAsync($"/dead-letters/{letter}");
        await visitor.Page.ClickAsync("button:text-is('Replay it')");
        Assert.Contains("0 of 1 through, 1 under way", await visitor.Page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_keyboard_alone_one_signs_in_and_finds_a_person()
    {
        await using var visitor = await Visitor.Arrive(chromium, pages.Console.Address);
        var keys = visitor.Page.Keyboard;
        await visitor.Page.GotoAsync("/person");
        // A browser gives the focus when it draws for the first time, which may be after all has been loaded.
        await visitor.Page.WaitForFunctionAsync("document.activeElement.name === 'name'");
        await keys.TypeAsync("operator.ada");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(PagesFixture.Password);
        await keys.PressAsync("Enter");
        await visitor.Page.WaitForURLAsync("**/person");

        await keys.PressAsync("Tab");
        Assert.Equal("Skip to content", await visitor.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await keys.PressAsync("Enter");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("ada@example.test");
        await keys.PressAsync("Enter");
        await visitor.Page.WaitForSelectorAsync("h1:text-is('ada@example.test')");

        // Whatever has the focus shows it.
        Assert.NotEqual("none", await visitor.Page.EvaluateAsync<string>("document.querySelector('nav a').focus({ focusVisible: true }), getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task A_viewer_sees_what_happens_but_not_to_whom_and_can_do_nothing()
    {
        await using var visitor = await SignedIn("viewer.ada");
        var letter = (await pages.Console.Database.Query<long>("select id from console.dead_letter where email like 'person%' limit 1")).Single();

        foreach (var path in (string[])["/", "/activity", "/dead-letters", $"/dead-letters/{letter}", "/person?email=ada@example.test", "/dead-letters.csv"])
        {
            var text = path.EndsWith(".csv", StringComparison.Ordinal)
                ? await visitor.Page.EvaluateAsync<string>($"fetch('{path}').then(answer => answer.text())")
                : await Text(visitor, path);
            Assert.DoesNotMatch(@"person\d+@example", text);
            Assert.DoesNotContain("+49 30 1234", text, StringComparison.Ordinal);
        }

        Assert.Equal(0, await visitor.Page.Locator("main form[method=post]").CountAsync());
        var answer = await visitor.Page.GotoAsync("/operators");
        Assert.Contains("/denied", answer!.Url, StringComparison.Ordinal);
    }

    private static async Task<string> Text(Visitor visitor, string path)
    {
        await visitor.Page.GotoAsync(path);
        return (await visitor.Page.TextContentAsync("main"))!.Replace("ada@example.test", "", StringComparison.Ordinal);
    }

    private async Task<Visitor> SignedIn(string name, bool script = true)
    {
        var visitor = await Visitor.Arrive(chromium, pages.Console.Address, script: script);
        await visitor.SignIn(name, PagesFixture.Password);
        return visitor;
    }
}
