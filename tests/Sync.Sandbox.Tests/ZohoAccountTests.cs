using System.Net.Http.Headers;

namespace Sync.Sandbox.Tests;

public sealed class ZohoAccountTests : IAsyncLifetime
{
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await TestSandbox.Start();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_refresh_gives_an_hour_and_no_new_refresh_token()
    {
        var reply = await _sandbox.Grant();

        Assert.Equal("3600", reply.String("expires_in"));
        Assert.Equal(_sandbox.Host.ZohoAddress.ToString().TrimEnd('/'), reply.String("api_domain"));
        Assert.False(reply.Json.TryGetProperty("refresh_token", out _));
    }

    [Theory]
    [InlineData("grant_type=authorization_code&code=sandbox-code&client_id=sandbox-client&client_secret=sandbox-secret", "refresh_token", "sandbox-refresh")]
    [InlineData("grant_type=refresh_token&refresh_token=old&client_id=sandbox-client&client_secret=sandbox-secret", "error", "invalid_code")]
    [InlineData("grant_type=refresh_token&refresh_token=sandbox-refresh&client_id=x&client_secret=sandbox-secret", "error", "invalid_client")]
    [InlineData("grant_type=refresh_token&refresh_token=sandbox-refresh&client_id=sandbox-client&client_secret=x", "error", "invalid_client_secret")]
    public async Task A_grant_is_answered(string grant, string name, string value)
    {
        Assert.Equal(value, (await _sandbox.Grant(grant)).String(name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_grant_may_come_as_a_form(bool multipart)
    {
        using var http = new HttpClient { BaseAddress = _sandbox.Host.ZohoAddress };
        var pairs = new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token", ["refresh_token"] = "sandbox-refresh", ["client_id"] = "sandbox-client", ["client_secret"] = "sandbox-secret",
        };
        using HttpContent content = multipart ? Multipart(pairs) : new FormUrlEncodedContent(pairs);

        using var reply = await http.PostAsync("/oauth/v2/token", content, TestContext.Current.CancellationToken);

        Assert.Contains("access_token", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_eleventh_token_in_ten_minutes_is_refused_with_400_unless_lifted()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, (await _sandbox.Grant()).Status);
        }

        var refused = await _sandbox.Grant();
        Assert.Equal((400, "Access Denied"), (refused.Status, refused.String("error")));
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", tokensPerTenMinutes = (int?)null });
        Assert.Equal(200, (await _sandbox.Grant()).Status);
    }

    [Theory]
    [InlineData(null, "AUTHENTICATION_FAILURE")]
    [InlineData("Basic x", "AUTHENTICATION_FAILURE")]
    [InlineData("Zoho-oauthtoken 1000.x", "INVALID_TOKEN")]
    public async Task Without_a_good_token_there_is_401(string? header, string code)
    {
        var reply = await _sandbox.Raw(_sandbox.Host.ZohoAddress, "GET", "/crm/v8/org", null, header is null ? [] : [("Authorization", header)]);

        Assert.Equal((401, code), (reply.Status, reply.String("code")));
    }

    [Fact]
    public async Task A_token_ends_after_an_hour_and_both_prefixes_are_taken()
    {
        var token = await _sandbox.Token();

        Assert.Equal(200, (await Org($"Bearer {token}")).Status);
        Assert.Equal(200, (await Org($"Zoho-oauthtoken {token}")).Status);
        _sandbox.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("INVALID_TOKEN", (await Org($"Bearer {token}")).String("code"));
    }

    [Fact]
    public async Task Credits_run_out_and_come_back_after_a_day()
    {
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", dailyCredits = 4 });

        Assert.Equal(200, (await _sandbox.Zoho("GET", "org")).Status);
        var half = await _sandbox.Zoho("GET", "org");
        Assert.Equal("2", half.Headers.GetValues("X-API-CREDITS-REMAINING").Single());
        var many = new { data = Enumerable.Range(0, 21).Select(i => new { Last_Name = $"L{i}" }) };
        Assert.Equal((429, "TOO_MANY_REQUESTS"), (await _sandbox.Zoho("POST", "Leads", many)) is var refused ? (refused.Status, refused.String("code")) : default);
        _sandbox.Time.Advance(TimeSpan.FromHours(25));
        _sandbox.ForgetToken();
        Assert.Equal(201, (await _sandbox.Zoho("POST", "Leads", many)).Status);
    }

    [Fact]
    public async Task Too_many_calls_at_once_get_429()
    {
        await _sandbox.Zoho("GET", "org");
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", concurrency = 2, latencyMs = 3_000 });

        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _sandbox.Zoho("GET", "org")));

        Assert.Equal(2, replies.Count(reply => reply.Status == 200));
        Assert.Equal(3, replies.Count(reply => reply.Status == 429));
    }

    private Task<Reply> Org(string authorization) =>
        _sandbox.Raw(_sandbox.Host.ZohoAddress, "GET", "/crm/v8/org", null, ("Authorization", authorization));

    private static MultipartFormDataContent Multipart(Dictionary<string, string> pairs)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in pairs)
        {
            var part = new StringContent(value);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
            content.Add(part);
        }

        return content;
    }
}
