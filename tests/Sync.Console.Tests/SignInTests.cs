using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Sync.Testing;

namespace Sync.Console.Tests;

public sealed partial class SignInTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private const string Password = "correct horse battery";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_shown_before_one_has_signed_in()
    {
        using var http = Browser();
        foreach (var path in (string[])["/", "/activity", "/dead-letters", "/dead-letters.csv", "/person?email=a@b.test", "/replays/1", "/operators"])
        {
            var answer = await http.GetAsync(path, Ct);

            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/live", Ct)).StatusCode);
    }

    [Fact]
    public async Task Every_answer_keeps_strangers_content_out()
    {
        using var http = Browser();
        foreach (var path in (string[])["/sign-in", "/", "/nothing", "/api/overview"])
        {
            var answer = await http.GetAsync(path, Ct);

            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    [Fact]
    public async Task Passwords_are_not_tried_without_end()
    {
        var name = await Account("operator");
        using var http = Browser();
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await Enter(http, name, "wrong")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Enter(http, name, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Enter(http, await Account("operator"), Password)).StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        using var http = Browser();
        await Enter(http, await Account("operator"), Password);

        var answer = await http.PostAsync("/dead-letters/archive", new FormUrlEncodedContent([new("all", "true")]), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, await console.Database.Count("console.audit", "act like 'archived%'"));
    }

    [Fact]
    public async Task A_cookie_does_not_open_the_api()
    {
        using var http = Browser();
        await Enter(http, await Account("admin"), Password);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/overview", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_changed_password_or_role_ends_the_sessions()
    {
        var name = await Account("operator");
        using var http = Browser();
        await Enter(http, name, Password);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/", Ct)).StatusCode);

        await console.Tell(HttpMethod.Put, $"/api/operators/{name}", new { role = "viewer" }, 204);

        Assert.Equal(HttpStatusCode.Found, (await http.GetAsync("/", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("//elsewhere.test/", "/")]
    [InlineData("https://elsewhere.test/", "/")]
    [InlineData("/\\elsewhere.test", "/")]
    [InlineData("/dead-letters?class=validation", "/dead-letters?class=validation")]
    public async Task After_signing_in_one_is_led_to_no_other_site(string back, string path)
    {
        using var http = Browser();

        var answer = await Enter(http, await Account("viewer"), Password, back);

        Assert.Equal(path, answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden, HttpStatusCode.Forbidden)]
    [InlineData("operator", HttpStatusCode.Conflict, HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.Conflict, HttpStatusCode.OK)]
    public async Task A_token_may_do_what_its_role_says(string role, HttpStatusCode replay, HttpStatusCode operators)
    {
        var made = await console.Tell(HttpMethod.Post, "/api/tokens", new { name = Some.Word(), role });
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("token").GetString());

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/overview", Ct)).StatusCode);
        Assert.Equal(replay, (await http.PostAsJsonAsync("/api/replays", new { deadLetterIds = new[] { long.MaxValue } }, Ct)).StatusCode);
        Assert.Equal(operators, (await http.GetAsync("/api/operators", Ct)).StatusCode);
        var id = (await console.Ask("/api/tokens")).GetProperty("items").EnumerateArray().Last().GetProperty("id").GetInt64();
        await console.Tell(HttpMethod.Delete, $"/api/tokens/{id}", null, 204);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/overview", Ct)).StatusCode);
    }

    [Fact]
    public async Task Of_passwords_and_tokens_only_hashes_are_kept()
    {
        var name = await Account("viewer");
        var token = (await console.Tell(HttpMethod.Post, "/api/tokens", new { name, role = "viewer" })).GetProperty("token").GetString()!;

        var kept = await console.Database.Query<string>(
            "select password from console.operator where name = @name union all select encode(hash, 'escape') from console.api_token where name = @name", new { name });

        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain(kept, text => text.Contains(Password, StringComparison.Ordinal) || text.Contains(token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ada", "short", "viewer")]
    [InlineData("ada lovelace", Password, "viewer")]
    [InlineData("ada", Password, "owner")]
    [InlineData("", Password, "viewer")]
    public Task An_account_that_makes_no_sense_is_refused(string name, string password, string role) =>
        console.Tell(HttpMethod.Post, "/api/operators", new { name, password, role }, 400);

    [Fact]
    public async Task Csv_runs_no_formula()
    {
        var connection = Some.Word();
        await console.Get<Messaging.IDeadLetterStore>().Keep(
            [SomeFact.Letter(Some.Number()) with { Connection = connection, Reason = "=cmd|' /c calc'!A1", Code = "@SUM(1)", Field = "-2+3", Email = "+ada@example.test" }], Ct);
        using var http = Browser();
        await Enter(http, await Account("operator"), Password);

        var csv = await http.GetStringAsync($"/dead-letters.csv?connection={connection}", Ct);

        Assert.Contains("\"'=cmd|' /c calc'!A1\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'@SUM(1)\",\"'-2+3\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"'+ada@example.test\"", csv, StringComparison.Ordinal);
    }

    private HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = console.Address, Timeout = TimeSpan.FromSeconds(60) };

    private async Task<string> Account(string role)
    {
        var name = Some.Word();
        await console.Tell(HttpMethod.Post, "/api/operators", new { name, password = Password, role }, 201);
        return name;
    }

    private static async Task<HttpResponseMessage> Enter(HttpClient http, string name, string password, string? back = null)
    {
        var form = FormToken().Match(await http.GetStringAsync("/sign-in", Ct)).Groups[1].Value;
        return await http.PostAsync(
            "/sign-in", new FormUrlEncodedContent([new("__RequestVerificationToken", form), new("name", name), new("password", password), new("back", back ?? "")]), Ct);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
