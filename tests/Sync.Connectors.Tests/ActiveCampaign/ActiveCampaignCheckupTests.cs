using Sync.Connectors.ActiveCampaign;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignCheckupTests
{
    private const string User = """{"user":{"id":"1","email":"ida@x.test"}}""";

    private readonly ActiveCampaignFixture _account = new();
    private readonly FakeHooks _hooks = new();

    public ActiveCampaignCheckupTests() => _hooks.On(_account.Vendor);

    [Fact]
    public async Task All_is_well()
    {
        _account.Vendor.On("GET", Me, 200, User).On("GET", Contacts, 200, """{"contacts":[],"meta":{"total":"0"}}""");
        _account.Vendor.On("GET", Fields, 200, """{"fields":[{"id":"3","title":"City","type":"text","perstag":"CITY"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("GET", "/api/3/users", 200, """{"users":[{"id":"1","email":"ida@x.test"}],"meta":{"total":"1"}}""");
        _hooks.Add("https://sync.test/x", "update");

        var lines = await Run(new CheckupRequest
        {
            Fields = [new NeededField("contacts", "email", ValueKind.Email), new NeededField("contacts", "field:city", ValueKind.Text)],
            Owners = ["ida@x.test"],
            Registration = new DesiredRegistration(new Uri("https://sync.test/x")) { Kinds = ["update"] },
        });

        Assert.All(lines, line => Assert.True(line.Ok, line.ToString()));
        Assert.Equal(
            ["address", "key", "module contacts", "field contacts.email", "field contacts.field:city", "owner ida@x.test", "webhooks"],
            lines.Select(line => line.Check));
        Assert.Contains("ida@x.test", lines[1].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(_account.Vendor.Calls, call => call.Method != "GET");
    }

    [Fact]
    public async Task A_list_that_the_rules_name_has_to_be_there()
    {
        _account.Vendor.On("GET", Me, 200, User).On("GET", "/api/3/lists", 200, """{"lists":[{"id":"3","name":"Newsletter"}],"meta":{"total":"1"}}""");

        var lines = await Run(new CheckupRequest { Lists = ["3", "33"] });

        Assert.Equal([("list 3", true), ("list 33", false)], lines.Skip(2).Select(line => (line.Check, line.Ok)));
        Assert.Equal(("no such list", "Name one of these: 3 (Newsletter)."), (lines[3].Problem, lines[3].Cure));
    }

    [Theory]
    [InlineData(403, "", "key", "invalid key")]
    [InlineData(401, "", "key", "invalid key")]
    [InlineData(404, "<html>no such account</html>", "address", "wrong address")]
    [InlineData(404, "{}", "address", "wrong address")]
    [InlineData(200, "<html>Welcome</html>", "address", "wrong address")]
    [InlineData(301, "", "address", "wrong address")]
    [InlineData(402, "{}", "key", "refused")]
    [InlineData(429, "{}", "key", "not checked")]
    [InlineData(500, "{}", "key", "not checked")]
    public async Task Mistakes_of_address_and_key_read_differently(int status, string body, string check, string problem)
    {
        _account.Vendor.On("GET", Me, status, body);

        var lines = await Run(new CheckupRequest { Modules = ["deals"] });

        var line = Assert.Single(lines, each => !each.Ok);
        Assert.Equal(check, line.Check);
        Assert.StartsWith(problem, line.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(line.Cure!);
        Assert.DoesNotContain(lines, each => each.Check.StartsWith("module", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_wrong_address()
    {
        var lines = await Of(Some.ActiveCampaign(WireVendor.Nowhere()));

        Assert.Equal(("address", "wrong address"), (lines[0].Check, lines[0].Problem));
    }

    [Fact]
    public async Task No_answer_is_a_time_out()
    {
        await using var vendor = WireVendor.Start((_, _, ct) => Task.Delay(TimeSpan.FromSeconds(30), ct));

        var lines = await Of(Some.ActiveCampaign(vendor.Origin, timeoutSeconds: 0.2));

        Assert.Equal(("address", "timed out"), (lines[0].Check, lines[0].Problem));
    }

    [Fact]
    public async Task Without_https_the_key_is_not_safe()
    {
        _account.Vendor.On("GET", Me, 200, User);
        using var http = new HttpClient(_account.Vendor);

        var lines = await ActiveCampaignConnector.Open(Some.ActiveCampaign("http://account.example.test"), http, _account.Time)
            .Checkup.Run(new CheckupRequest(), Ct);

        Assert.StartsWith("wrong address", Assert.Single(lines).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_plan_does_not_hold_is_shown_and_the_rest_looked_at()
    {
        _account.Vendor.On("GET", Me, 200, User).On("GET", "/api/3/deals", 403, "").On("GET", Contacts, 200, """{"contacts":[]}""");

        var lines = await Run(new CheckupRequest { Modules = ["deals", "contacts", "Leads"] });

        Assert.Equal([false, true, false], lines.Skip(2).Select(line => line.Ok));
        Assert.Contains("plan", lines[2].Problem, StringComparison.Ordinal);
        Assert.Equal("does not exist", lines[4].Problem);
    }

    [Fact]
    public async Task Webhooks_that_are_not_there_are_told()
    {
        _account.Vendor.On("GET", Me, 200, User);

        var lines = await Run(new CheckupRequest { Registration = new DesiredRegistration(new Uri("https://sync.test/x")) { Kinds = ["update"] } });

        Assert.False(lines[^1].Ok);
        Assert.Equal(0, _hooks.Count);
    }

    // Loopback, so that the address alone is no problem.
    private Task<IReadOnlyList<CheckLine>> Run(CheckupRequest request) => ActiveCampaignConnector
        .Open(Some.ActiveCampaign("http://127.0.0.1"), new HttpClient(_account.Vendor), _account.Time).Checkup.Run(request, Ct);

    private static async Task<IReadOnlyList<CheckLine>> Of(ConnectionSettings settings)
    {
        using var http = new HttpClient();
        return await new ActiveCampaignConnector().Open(settings, http, new FakeTokens()).Checkup.Run(new CheckupRequest(), Ct);
    }
}
