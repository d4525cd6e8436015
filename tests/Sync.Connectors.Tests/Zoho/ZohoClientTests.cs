using Sync.Connectors.Zoho;
using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoClientTests
{
    private const string TokenPath = "/oauth/v2/token";
    private const string Refused = """{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""";

    private readonly ZohoFixture _zoho = new();

    [Fact]
    public async Task Calls_go_where_the_token_says_and_carry_it()
    {
        _zoho.Rows("Contacts", "");
        _zoho.Rows("Leads", "");

        (await _zoho.Find("ada@example.test")).Value();

        var grant = Assert.Single(_zoho.Vendor.CallsTo("POST", TokenPath));
        Assert.Equal("grant_type=refresh_token&client_id=some-client&client_secret=some-secret&refresh_token=some-refresh", grant.Body);
        Assert.All(
            _zoho.Vendor.CallsTo("POST", "/crm/v8/coql"),
            call => Assert.Equal("Zoho-oauthtoken 1000.a.1", call.Headers["Authorization"]));
        Assert.Equal(1, _zoho.Tokens.Refreshed);
    }

    [Theory]
    [InlineData("""{"access_token":"t","api_domain":"http://api.test","expires_in":3600}""", 3540)]
    [InlineData("""{"access_token":"t","api_domain":"http://api.test","expires_in":3600000,"expires_in_sec":3600}""", 3540)]
    [InlineData("""{"access_token":"t","api_domain":"http://api.test","expires_in":600}""", 540)]
    [InlineData("""{"access_token":"t","api_domain":"http://api.test"}""", 3540)]
    public async Task A_token_is_renewed_a_minute_before_it_ends(string token, double seconds)
    {
        _zoho.Vendor.On("POST", TokenPath, 200, token);
        _zoho.Rows("Contacts", """{"id":"1","Email":"ada@example.test"}""");
        var before = DateTimeOffset.UtcNow;

        (await _zoho.Find("ada@example.test")).Value();

        Assert.Equal(before.AddSeconds(seconds), _zoho.Tokens.Stored!.ExpiresAt, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_repeated()
    {
        _zoho.Vendor.OnTurns(
            "POST", TokenPath, (200, Token), (200, Token.Replace("1000.a.1", "1000.a.2", StringComparison.Ordinal)));
        const string Done = """{"data":[{"code":"SUCCESS","status":"success","action":"insert","details":{"id":"7"}}]}""";
        _zoho.Vendor.OnTurns("POST", "/crm/v8/Leads/upsert", (401, Refused), (200, Done));

        var outcomes = (await _zoho.Write(Some.Record(null, "ada@example.test", ("Last_Name", "Okafor")))).Value();

        Assert.Equal(new WriteOutcome.Written("7", Created: true), Assert.Single(outcomes));
        Assert.Equal(["Zoho-oauthtoken 1000.a.1", "Zoho-oauthtoken 1000.a.2"],
            _zoho.Vendor.CallsTo("POST", "/crm/v8/Leads/upsert").Select(call => call.Headers["Authorization"]));
    }

    [Fact]
    public async Task A_token_that_stays_refused_is_a_fault_of_authentication()
    {
        _zoho.Vendor.On("POST", "/crm/v8/coql", 401, Refused);

        var fault = (await _zoho.Find("ada@example.test")).Refusal();

        Assert.Equal((FailureClasses.Authentication, "INVALID_TOKEN"), (fault.Class, fault.Code));
        Assert.Equal(2, _zoho.Tokens.Refreshed);
        Assert.Equal(2, _zoho.Vendor.CallsTo("POST", "/crm/v8/coql").Count());
    }

    [Fact]
    public async Task A_missing_scope_is_a_missing_right_and_no_fresh_token_helps()
    {
        _zoho.Vendor.On("POST", "/crm/v8/coql", 401, """
            {"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}
            """);

        Assert.Equal(FailureClasses.Permission, (await _zoho.Find("ada@example.test")).Refusal().Class);
        Assert.Equal(1, _zoho.Tokens.Refreshed);
    }

    [Theory]
    [InlineData(400, """{"error":"Access Denied","error_description":"You have made too many requests continuously.","status":"failure"}""", FailureClasses.Rate)]
    [InlineData(200, """{"error":"invalid_code"}""", FailureClasses.Authentication)]
    [InlineData(400, """{"error":"invalid_code"}""", FailureClasses.Authentication)]
    [InlineData(400, """{"error":"invalid_client"}""", FailureClasses.Authentication)]
    [InlineData(400, """{"error":"invalid_client_secret"}""", FailureClasses.Authentication)]
    [InlineData(400, """{"error":"invalid_redirect_uri"}""", FailureClasses.Authentication)]
    [InlineData(400, """{"error":"something_new"}""", FailureClasses.Authentication)]
    [InlineData(200, """{"error":"general_error"}""", FailureClasses.VendorFault)]
    [InlineData(200, "<html>maintenance</html>", FailureClasses.VendorFault)]
    [InlineData(503, "<html>maintenance</html>", FailureClasses.VendorFault)]
    [InlineData(500, """{"error":"internal"}""", FailureClasses.VendorFault)]
    [InlineData(429, "", FailureClasses.Rate)]
    [InlineData(200, """{"access_token":"t"}""", FailureClasses.VendorFault)]
    [InlineData(200, """{"access_token":"t","api_domain":"ftp://x"}""", FailureClasses.VendorFault)]
    public async Task Refusals_of_the_accounts_server_are_told_apart(int status, string body, string expected)
    {
        _zoho.Vendor.On("POST", TokenPath, status, body);

        var fault = (await _zoho.Find("ada@example.test")).Refusal();

        Assert.Equal(expected, fault.Class);
        Assert.True(fault.IsAccountWide);
        Assert.DoesNotContain("some-", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, """{"code":"TOO_MANY_REQUESTS","details":{},"message":"Number of API requests for the 24 hour period is exceeded or the concurrency limit of the user for the app is exceeded","status":"error"}""", null, FailureClasses.Rate)]
    [InlineData(429, """{"code":"TOO_MANY_REQUESTS","message":"too many"}""", "0", FailureClasses.Quota)]
    [InlineData(429, """{"code":"TOO_MANY_REQUESTS","message":"too many"}""", "900", FailureClasses.Rate)]
    [InlineData(429, """{"code":429,"error":"TOO_MANY_REQUESTS","error_info":"used up in the past 24 hours"}""", null, FailureClasses.Quota)]
    [InlineData(429, "<html>slow down</html>", null, FailureClasses.Rate)]
    [InlineData(400, """{"code":"TOO_MANY_REQUESTS","message":"too many"}""", null, FailureClasses.Rate)]
    [InlineData(500, """{"code":"INTERNAL_ERROR","message":"x"}""", null, FailureClasses.VendorFault)]
    [InlineData(502, "<html>bad gateway</html>", null, FailureClasses.VendorFault)]
    [InlineData(504, "", null, FailureClasses.VendorFault)]
    [InlineData(200, "<html>sign in</html>", null, FailureClasses.VendorFault)]
    [InlineData(200, """{"data":""", null, FailureClasses.VendorFault)]
    [InlineData(302, "", null, FailureClasses.VendorFault)]
    [InlineData(403, """{"code":"NO_PERMISSION","details":{"permissions":["Crm_Implied_View_Leads"]},"message":"permission denied","status":"error"}""", null, FailureClasses.Permission)]
    [InlineData(400, """{"code":"AUTHORIZATION_FAILED","message":"x"}""", null, FailureClasses.Permission)]
    [InlineData(400, """{"code":"INVALID_MODULE","message":"the module name given seems to be invalid"}""", null, FailureClasses.Validation)]
    [InlineData(404, """{"code":"INVALID_URL_PATTERN","message":"Please check if the URL trying to access is a correct one"}""", null, FailureClasses.Validation)]
    [InlineData(413, "", null, FailureClasses.Validation)]
    [InlineData(401, """{"code":"SOMETHING_NEW","message":"x"}""", null, FailureClasses.Authentication)]
    [InlineData(403, """{"code":"SOMETHING_NEW","message":"x"}""", null, FailureClasses.Permission)]
    [InlineData(400, """{"code":"INVALID_QUERY","message":"x"}""", null, FailureClasses.Validation)]
    public async Task Refusals_of_the_whole_call_are_sorted(int status, string body, string? creditsLeft, string expected)
    {
        var header = creditsLeft is null ? ("Retry-After", "7") : ("X-API-CREDITS-REMAINING", creditsLeft);
        _zoho.Vendor.On("POST", "/crm/v8/coql", status, body, header);

        var fault = (await _zoho.Find("ada@example.test")).Refusal();

        Assert.Equal(expected, fault.Class);
        Assert.Equal(creditsLeft is null ? TimeSpan.FromSeconds(7) : null, fault.RetryAfter);
    }

    [Theory]
    [InlineData("accountsUrl")]
    [InlineData("clientId")]
    [InlineData("clientSecret")]
    [InlineData("refreshToken")]
    public void A_missing_setting_is_named(string setting)
    {
        var whole = Some.Zoho();
        var settings = whole with { Settings = whole.Settings.Where(each => each.Key != setting).ToDictionary() };

        var mistake = Assert.Throws<InvalidOperationException>(() => ZohoOptions.Of(settings));

        Assert.Contains($"'{setting}'", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accountsUrl", "accounts.zoho.eu")]
    [InlineData("timeoutSeconds", "soon")]
    [InlineData("timeoutSeconds", "0")]
    public void A_wrong_setting_is_named(string setting, string value)
    {
        var whole = Some.Zoho();
        var settings = whole with { Settings = new Dictionary<string, string>(whole.Settings) { [setting] = value } };

        var mistake = Assert.Throws<InvalidOperationException>(() => ZohoOptions.Of(settings));

        Assert.Contains($"'{setting}'", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accountsUrl", "https://accounts.zoho.com")]
    [InlineData("clientId", "other-client")]
    [InlineData("refreshToken", "other-refresh")]
    public void A_token_is_not_used_on_once_its_credentials_were_exchanged(string setting, string value)
    {
        var whole = Some.Zoho();
        var other = whole with { Settings = new Dictionary<string, string>(whole.Settings) { [setting] = value } };

        Assert.NotEqual(ZohoOptions.Of(whole).TokenName, ZohoOptions.Of(other).TokenName);
        Assert.Equal(ZohoOptions.Of(whole).TokenName, ZohoOptions.Of(Some.Zoho()).TokenName);
        Assert.DoesNotContain(value, ZohoOptions.Of(other).TokenName, StringComparison.Ordinal);
    }
}
