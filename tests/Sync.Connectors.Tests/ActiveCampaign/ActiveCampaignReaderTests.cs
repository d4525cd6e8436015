using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignReaderTests
{
    private readonly ActiveCampaignFixture _account = new();

    [Fact]
    public async Task People_are_found_one_by_one_by_their_exact_address()
    {
        _account.Vendor.On(call => call.Path == Contacts, call => FakeVendor.Reply(200, call.Parameter("email") switch
        {
            "ada+x@example.test" => """
                {"contacts":[{"id":"70","email":"xada+x@example.test"},{"id":"10","email":"ADA+x@example.test","firstName":"Ada","phone":""},
                 {"id":"9","email":"Ada+X@example.test","firstName":"Oldest","lastName":null}],"meta":{"total":"3"}}
                """,
            _ => """{"contacts":[],"meta":{"total":"0"}}""",
        }));

        var found = (await _account.Target.Find(
            [" Ada+X@example.test", "bob@example.test", "ada+x@example.test"], ["first_name", "last_name", "phone"], Ct)).Value();

        var record = Assert.Single(found);
        Assert.Equal(("contacts", "9", "ada+x@example.test"), (record.Module, record.RecordId, record.Email));
        Assert.Equal(new Dictionary<string, string?> { ["first_name"] = "Oldest", ["last_name"] = null, ["phone"] = null }, record.Fields);
        Assert.Equal(["?email=ada%2Bx%40example.test", "?email=bob%40example.test"], _account.Vendor.Calls.Select(call => call.Query));
        Assert.All(_account.Vendor.Calls, call => Assert.Equal("some-key", call.Headers["Api-Token"]));
        Assert.Equal(1, _account.Target.LargestBatch);
    }

    [Fact]
    public async Task Custom_fields_come_with_the_contact_where_they_can()
    {
        _account.Vendor.On("GET", Fields, 200, """{"fields":[{"id":"3","perstag":"UTM_SOURCE"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("GET", Contacts, 200, """
            {"fieldValues":[{"contact":"7","field":"3","value":"news"},{"contact":"8","field":"3","value":"other"},{"contact":"7","field":"27","value":""}],
             "contacts":[{"id":"7","email":"ada@example.test"}],"meta":{"total":"1"}}
            """);

        var found = await _account.Target.Find(["ada@example.test"], ["field:utm_source", "field:27", "field:nope"], Ct);

        Assert.Equal(
            new Dictionary<string, string?> { ["field:utm_source"] = "news", ["field:27"] = null, ["field:nope"] = null },
            Assert.Single(found.Value()).Fields);
        Assert.Equal("?email=ada%40example.test&include=fieldValues", _account.Vendor.CallsTo("GET", Contacts).Single().Query);
        Assert.Empty(_account.Vendor.CallsTo("GET", Contact7));
    }

    [Fact]
    public async Task Custom_fields_are_read_by_id_where_the_list_does_not_hold_them()
    {
        _account.Vendor.On("GET", Contacts, 200, """{"contacts":[{"id":"7","email":"ada@example.test"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("GET", Contact7, 200, """
            {"contact":{"id":"7","email":"ada@example.test"},"fieldValues":[{"contact":"7","field":"3","value":"news"}]}
            """);

        Assert.Equal("news", Assert.Single((await _account.Target.Find(["ada@example.test"], ["field:3"], Ct)).Value()).Fields["field:3"]);
    }

    [Theory]
    [InlineData("contacts", "/api/3/contacts/7", """{"contact":{"id":"7","email":"Ada@example.test","orgname":"Lind AB"},"fieldValues":[]}""", "orgname", "Lind AB", "ada@example.test")]
    [InlineData("deals", "/api/3/deals/7", """{"deal":{"id":"7","value":"1250000"}}""", "value", "1250000", null)]
    [InlineData("accounts", "/api/3/accounts/7", """{"account":{"id":"7","name":"Lind AB"}}""", "name", "Lind AB", null)]
    [InlineData("tasks", "/api/3/dealTasks/7", """{"dealTask":{"id":"7","title":"Ring back"}}""", "title", "Ring back", null)]
    public async Task Records_of_every_module_are_read_by_id(
        string module, string path, string body, string field, string value, string? email)
    {
        _account.Vendor.On("GET", path, 200, body);

        var record = Assert.Single((await _account.Target.Read(module, ["7", "7"], [field], Ct)).Value());

        Assert.Equal((module, "7", email, value), (record.Module, record.RecordId, record.Email, record.Fields[field]));
        Assert.Single(_account.Vendor.Calls);
    }

    [Theory]
    [InlineData(404, """{"message":"No Result found for Subscriber with id 7"}""")]
    [InlineData(403, """{"message":"No Result found for Subscriber with id 7"}""")]
    [InlineData(404, """{"errors":[{"status":404,"title":"Not Found","detail":"Contact not found"}]}""")]
    [InlineData(404, "{}")]
    public async Task A_record_that_is_gone_is_absent(int status, string body)
    {
        _account.Vendor.On("GET", Contact7, status, body);

        Assert.Empty((await _account.Target.Read("contacts", ["7"], ["phone"], Ct)).Value());
    }

    [Fact]
    public async Task A_module_that_nobody_knows_is_not_read() =>
        Assert.Equal(FailureClasses.Validation, (await _account.Target.Read("../users", ["7"], [], Ct)).Refusal().Class);

    [Fact]
    public async Task Tags_are_read_by_name_and_remembered()
    {
        _account.Vendor.On("GET", Contact7, 200, """{"contact":{"id":"7","email":"ada@example.test"}}""");
        _account.Vendor.On(
            "GET", Contact7 + "/contactTags", 200, """{"contactTags":[{"tag":"1","id":"5"},{"tag":"2","id":"6"},{"tag":"3","id":"8"}]}""");
        _account.Vendor.On("GET", "/api/3/tags/1", 200, """{"tag":{"tag":"lead","id":"1"}}""");
        _account.Vendor.On("GET", "/api/3/tags/2", 200, """{"tag":{"tag":"vip","id":"2"}}""");
        _account.Vendor.On("GET", "/api/3/tags/3", 404, """{"message":"No Result found for Tag with id 3"}""");

        (await _account.Target.Read("contacts", ["7"], ["tags"], Ct)).Value();
        var record = Assert.Single((await _account.Target.Read("contacts", ["7"], ["tags"], Ct)).Value());

        Assert.Equal("lead, vip", record.Fields["tags"]);
        Assert.Single(_account.Vendor.CallsTo("GET", "/api/3/tags/1"));
    }
}
