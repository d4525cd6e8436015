using Sync.Connectors.Zoho;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoCheckupTests
{
    private const string Users = """{"users":[{"id":"5","email":"sync@x.test","status":"active","confirm":true}],"info":{"more_records":false}}""";
    private const string NoScope = """{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}""";

    private readonly ZohoFixture _zoho = new();

    public ZohoCheckupTests() => _zoho.Vendor
        .On("POST", "/oauth/v2/token", 200, """{"access_token":"t","api_domain":"https://api.test","expires_in":3600}""")
        .On("GET", "/crm/v8/users", 200, Users)
        .On("GET", FieldsPath, 200, """{"fields":[{"api_name":"Last_Name","data_type":"text","system_mandatory":true},{"api_name":"Email","data_type":"email"}]}""")
        .On("GET", "/crm/v8/Leads", 204).On("GET", "/crm/v8/actions/watch", 204).On("POST", "/crm/v8/coql", 204);

    [Fact]
    public async Task All_is_well()
    {
        var lines = await Run(new CheckupRequest
        {
            Fields = [new NeededField("Leads", "Last_Name", ValueKind.Text) { Creates = true }, new NeededField("Leads", "Email", ValueKind.Email)], Owners = ["5"],
        });

        Assert.All(lines, line => Assert.True(line.Ok, line.ToString()));
        Assert.Equal(
            ["address", "key", "module Leads", "scope ZohoCRM.settings.fields.READ", "scope ZohoCRM.users.READ",
                "scope ZohoCRM.coql.READ", "field Leads.Last_Name", "field Leads.Email", "owner 5"],
            lines.Select(line => line.Check));
        Assert.Contains("sync@x.test", lines[1].Detail, StringComparison.Ordinal);
        Assert.Contains("UTC", lines[1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"error":"invalid_code"}""", "key", "invalid key")]
    [InlineData(400, """{"error":"invalid_client"}""", "key", "invalid key")]
    [InlineData(200, """{"error":"invalid_client_secret"}""", "key", "invalid key")]
    [InlineData(400, """{"error":"Access Denied","error_description":"too many requests continuously","status":"failure"}""", "key", "not checked: rate")]
    [InlineData(404, "<html>nothing here</html>", "address", "wrong address")]
    [InlineData(200, "<html>Welcome</html>", "address", "wrong address")]
    [InlineData(302, "", "address", "wrong address")]
    [InlineData(503, "<html>later</html>", "key", "not checked")]
    public async Task Mistakes_of_address_and_key_read_differently(int status, string body, string check, string problem)
    {
        _zoho.Vendor.On("POST", "/oauth/v2/token", status, body);

        var lines = await Run(new CheckupRequest { Modules = ["Leads"] });

        var line = Assert.Single(lines, each => !each.Ok);
        Assert.Equal(check, line.Check);
        Assert.StartsWith(problem, line.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, each => each.Check.StartsWith("scope", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_the_api_refuses_is_an_invalid_key()
    {
        _zoho.Vendor.On("GET", "/crm/v8/users", 401, """{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}""");

        Assert.Equal("invalid key", Assert.Single(await Run(new CheckupRequest()), line => !line.Ok).Problem);
    }

    [Theory]
    [InlineData("GET", "/crm/v8/Leads", "module Leads")]
    [InlineData("GET", FieldsPath, "scope ZohoCRM.settings.fields.READ")]
    [InlineData("GET", "/crm/v8/users", "scope ZohoCRM.users.READ")]
    [InlineData("GET", "/crm/v8/actions/watch", "scope ZohoCRM.notifications.ALL")]
    [InlineData("POST", "/crm/v8/coql", "scope ZohoCRM.coql.READ")]
    public async Task Each_scope_that_is_missing_is_named(string method, string path, string check)
    {
        _zoho.Vendor.On(method, path, 401, NoScope);

        var line = Assert.Single(await Run(new CheckupRequest
        {
            Modules = ["Leads"], Owners = ["5"],
            Registration = new DesiredRegistration(new Uri("https://a.test/x")) { Kinds = ["Leads.all"] },
        }), each => !each.Ok && each.Check != "webhooks");

        Assert.Equal(check, line.Check);
        Assert.Contains("missing", line.Problem, StringComparison.Ordinal);
        Assert.Contains("Authorise", line.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_told()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Nope", 400, """{"code":"INVALID_MODULE","details":{},"message":"x","status":"error"}""");

        var lines = await Run(new CheckupRequest
        {
            Fields = [new NeededField("Leads", "Company") { Creates = true }], Modules = ["Nope"], Owners = ["nobody@x.test"],
            Registration = new DesiredRegistration(new Uri("https://a.test/x")) { Kinds = ["Leads.all"] },
        });

        Assert.Equal(
            ["module Nope", "field Leads.Company", "field Leads.Last_Name", "owner nobody@x.test", "webhooks"],
            lines.Where(line => !line.Ok).Select(line => line.Check));
    }

    private Task<IReadOnlyList<CheckLine>> Run(CheckupRequest request) => ZohoConnector
        .Open(Some.Zoho("https://accounts.test"), new HttpClient(_zoho.Vendor), new FakeTokens(), _zoho.Time).Checkup.Run(request, Ct);
}
