using System.Web;

namespace Sync.Sandbox.Tests;

public sealed class ZohoConsentTests : IAsyncLifetime
{
    private const string Client = "client_id=sandbox-client&client_secret=sandbox-secret";
    private TestSandbox _sandbox = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await TestSandbox.Start();
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", tokensPerTenMinutes = (int?)null, grantsPerMinute = (int?)null });
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task The_grant_code_is_good_once_until_a_reset()
    {
        Assert.Equal("sandbox-refresh", (await Exchange("sandbox-code")).String("refresh_token"));
        Assert.Equal("invalid_code", (await Exchange("sandbox-code")).String("error"));
        await _sandbox.Control("POST", "/reset");
        Assert.Equal("sandbox-refresh", (await Exchange("sandbox-code")).String("refresh_token"));
    }

    [Fact]
    public async Task A_user_consents_and_the_browser_is_sent_back_with_a_code_that_ends_after_two_minutes()
    {
        var back = await Consent("&prompt=consent");

        Assert.Equal("xyz", back["state"]);
        Assert.Equal("eu", back["location"]);
        Assert.Equal(_sandbox.Host.ZohoAddress.ToString().TrimEnd('/'), back["accounts-server"]);
        Assert.StartsWith("1000.", (await Exchange(back["code"]!)).String("refresh_token"), StringComparison.Ordinal);

        var late = await Consent("&prompt=consent");
        _sandbox.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("invalid_code", (await Exchange(late["code"]!)).String("error"));
    }

    [Fact]
    public async Task Asking_again_without_consent_brings_no_refresh_token()
    {
        await Exchange((await Consent(""))["code"]!);

        var second = await Exchange((await Consent(""))["code"]!);

        Assert.False(second.Json.TryGetProperty("refresh_token", out _));
        Assert.NotNull(second.String("access_token"));
    }

    [Fact]
    public async Task Revoking_a_refresh_token_ends_it_and_its_access_tokens()
    {
        var token = await _sandbox.Token();
        Assert.Equal(200, (await Org(token)).Status);

        Assert.Equal("success", (await Post("/oauth/v2/token/revoke?token=sandbox-refresh")).String("status"));

        Assert.Equal((401, "INVALID_TOKEN"), (await Org(token)) is var reply ? (reply.Status, reply.String("code")) : default);
        Assert.Equal("invalid_code", (await _sandbox.Grant()).String("error"));
        Assert.Equal("invalid_code", (await Post("/oauth/v2/token/revoke?token=sandbox-refresh")).String("error"));
    }

    [Fact]
    public async Task The_twenty_first_refresh_token_ends_the_oldest()
    {
        for (var i = 0; i < 19; i++)
        {
            await Exchange((await Consent("&prompt=consent"))["code"]!);
        }

        Assert.NotNull((await _sandbox.Grant()).String("access_token"));
        await Exchange((await Consent("&prompt=consent"))["code"]!);
        Assert.Equal("invalid_code", (await _sandbox.Grant()).String("error"));
    }

    [Fact]
    public async Task The_sixth_refresh_token_in_a_minute_is_refused()
    {
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", grantsPerMinute = 5 });
        for (var i = 0; i < 5; i++)
        {
            await Exchange((await Consent("&prompt=consent"))["code"]!);
        }

        Assert.Equal("Access Denied", (await Exchange((await Consent("&prompt=consent"))["code"]!)).String("error"));
    }

    [Fact]
    public async Task More_access_tokens_than_may_live_end_the_oldest()
    {
        await _sandbox.Control("PUT", "/limits", new { vendor = "zoho", activeTokens = 2 });
        var first = await _sandbox.Token();
        await _sandbox.Token();
        Assert.Equal(200, (await Org(first)).Status);
        await _sandbox.Token();
        Assert.Equal(401, (await Org(first)).Status);
    }

    [Theory]
    [InlineData("www.zohoapis.eu", 200)]
    [InlineData("www.zohoapis.com", 401)]
    [InlineData("www.zohoapis.com.au", 401)]
    [InlineData("www.zohoapis.in", 401)]
    [InlineData("127.0.0.1", 200)]
    public async Task A_token_is_worthless_in_another_data_centre(string host, int status)
    {
        var token = await _sandbox.Token();

        var reply = await _sandbox.Raw(_sandbox.Host.ZohoAddress, "GET", "/crm/v8/org", null, ("Authorization", $"Bearer {token}"), ("Host", host));

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task An_organisation_may_live_elsewhere_than_its_tokens()
    {
        var token = await _sandbox.Token();
        await Switch(new { vendor = "zoho", dataCentre = "us" });

        Assert.Equal("INVALID_TOKEN", (await Org(token)).String("code"));
        Assert.Equal("invalid_code", (await _sandbox.Grant()).String("error"));
        var info = await _sandbox.Raw(_sandbox.Host.ZohoAddress, "GET", "/oauth/serverinfo");
        Assert.Equal("https://accounts.zohocloud.ca", info.String("locations.ca"));
    }

    [Theory]
    [InlineData("GET", "Leads?fields=Email", "ZohoCRM.modules.ALL", true)]
    [InlineData("GET", "Leads?fields=Email", "ZohoCRM.modules.leads.READ", true)]
    [InlineData("GET", "Leads?fields=Email", "ZohoCRM.modules.leads.UPDATE", false)]
    [InlineData("PUT", "Leads", "ZohoCRM.modules.leads.WRITE", true)]
    [InlineData("DELETE", "Leads?ids=1", "ZohoCRM.modules.leads.WRITE", false)]
    [InlineData("GET", "Leads/search?email=a%40x.test", "ZohoSearch.securesearch.READ", true)]
    [InlineData("POST", "coql", "ZohoCRM.coql.READ", true)]
    [InlineData("GET", "settings/fields?module=Leads", "ZohoCRM.settings.fields.READ", true)]
    [InlineData("GET", "settings/fields?module=Leads", "ZohoCRM.settings.modules.READ", false)]
    [InlineData("GET", "actions/watch", "ZohoCRM.notifications.ALL", true)]
    [InlineData("POST", "Leads/1/actions/change_owner", "ZohoCRM.change_owner.CREATE", true)]
    [InlineData("GET", "users", "ZohoCRM.users.READ", true)]
    [InlineData("GET", "org", "ZohoCRM.users.READ", false)]
    public async Task A_call_without_its_scope_is_refused(string method, string path, string withheld, bool refused)
    {
        await Switch(new { vendor = "zoho", withoutScopes = new[] { withheld } });

        var reply = await _sandbox.Zoho(method, path, method is "GET" or "DELETE" ? null : new { data = Array.Empty<object>() });

        Assert.Equal(refused, reply.Status == 401 && reply.String("code") == "OAUTH_SCOPE_MISMATCH");
    }

    [Fact]
    public async Task A_token_has_only_the_scopes_that_were_asked_for()
    {
        var granted = await Exchange((await Consent("&prompt=consent&scope=ZohoCRM.modules.leads.READ"))["code"]!);
        var token = granted.String("access_token")!;

        Assert.Equal("ZohoCRM.modules.leads.READ", granted.String("scope"));
        Assert.Equal(204, (await Get("Leads?fields=Email", token)).Status);
        Assert.Equal(401, (await Get("Contacts?fields=Email", token)).Status);
    }

    [Theory]
    [InlineData("tokenErrorStatus", "400", "error", 400)]
    [InlineData("expiresIn", "milliseconds", "expires_in_sec", 200)]
    public async Task The_token_endpoint_answers_as_it_has_at_other_times(string name, string value, string member, int status)
    {
        await Switch(new Dictionary<string, string> { ["vendor"] = "zoho", [name] = value });

        var reply = await _sandbox.Grant(status == 400 ? $"grant_type=refresh_token&refresh_token=x&{Client}" : $"grant_type=refresh_token&refresh_token=sandbox-refresh&{Client}");

        Assert.Equal(status, reply.Status);
        Assert.True(reply.Json.TryGetProperty(member, out _));
    }

    private Task<Reply> Switch(object body) => _sandbox.Control("PUT", "/switches", body);

    private Task<Reply> Org(string token) => Get("org", token);

    private Task<Reply> Get(string path, string token) =>
        _sandbox.Raw(_sandbox.Host.ZohoAddress, "GET", "/crm/v8/" + path, null, ("Authorization", $"Zoho-oauthtoken {token}"));

    private Task<Reply> Post(string path) => _sandbox.Raw(_sandbox.Host.ZohoAddress, "POST", path);

    private Task<Reply> Exchange(string code) => _sandbox.Grant($"grant_type=authorization_code&code={code}&{Client}");

    private async Task<System.Collections.Specialized.NameValueCollection> Consent(string more)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _sandbox.Host.ZohoAddress };
        using var reply = await http.GetAsync(
            $"/oauth/v2/auth?response_type=code&client_id=sandbox-client&redirect_uri=https%3A%2F%2Fapp.test%2Fcb&access_type=offline&state=xyz{more}",
            TestContext.Current.CancellationToken);
        return HttpUtility.ParseQueryString(reply.Headers.Location!.Query);
    }
}
