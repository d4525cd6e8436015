using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Sync.Console.Tests;

public sealed class AccessTests(ConsoleFixture console) : IClassFixture<ConsoleFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/overview")]
    [InlineData("/api/explain?email=ada@example.test")]
    [InlineData("/api/deliveries/1")]
    [InlineData("/api/dead-letters")]
    [InlineData("/api/replays")]
    public async Task Without_the_token_nothing_is_told(string path)
    {
        string?[] tries = [null, "Bearer", "Bearer wrong", $"Bearer {ConsoleFixture.Token}x", $"Basic {ConsoleFixture.Token}"];
        foreach (var authorization in tries)
        {
            using var http = new HttpClient { BaseAddress = console.Address };
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

            var answer = await http.GetAsync(path, Ct);

            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
            Assert.Contains("operator token", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    public async Task With_the_token_the_overview_is_shown(string scheme)
    {
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, ConsoleFixture.Token);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/overview", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/replays", "application/json", "{bad", 400, "/openapi/v1.json")]
    [InlineData("POST", "/api/replays", "application/json", """{"deadLetterIds":"x"}""", 400, "/openapi/v1.json")]
    [InlineData("POST", "/api/replays", "text/plain", "x", 415, "content-type: application/json")]
    [InlineData("GET", "/api/dead-letters?limit=abc", null, null, 400, "/openapi/v1.json")]
    [InlineData("GET", "/api/deliveries/abc", null, null, 404, "/openapi/v1.json")]
    [InlineData("DELETE", "/api/overview", null, null, 405, "/openapi/v1.json")]
    public async Task What_cannot_be_read_is_refused_with_what_to_do(string method, string path, string? type, string? body, int status, string told)
    {
        using var http = new HttpClient { BaseAddress = console.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleFixture.Token);
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, type!),
        };

        var answer = await http.SendAsync(request, Ct);

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains(told, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_names_every_path()
    {
        using var http = new HttpClient { BaseAddress = console.Address };

        var paths = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/openapi/v1.json", Ct)).GetProperty("paths");

        Assert.Superset(
            new HashSet<string>
            {
                "/api/overview", "/api/explain", "/api/deliveries/{id}", "/api/dead-letters", "/api/replays", "/api/replays/{id}",
                "/api/checkups", "/api/checkups/{id}",
            },
            paths.EnumerateObject().Select(path => path.Name).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "get", "post" },
            paths.GetProperty("/api/replays").EnumerateObject().Select(method => method.Name).ToHashSet());
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_told_as_a_problem()
    {
        var answer = await console.Http.GetAsync("/api/nothing", Ct);

        Assert.Equal(
            (HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_needs_no_token(string path)
    {
        using var http = new HttpClient { BaseAddress = console.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path, Ct)).StatusCode);
    }
}
