using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoReaderTests
{
    private readonly ZohoFixture _zoho = new();

    [Fact]
    public async Task Contacts_come_before_leads_and_only_the_missing_are_asked_for_there()
    {
        _zoho.Rows("Contacts", """{"id":"11","Email":"Ada@Example.test","First_Name":"Ada","Phone":null}""");
        _zoho.Rows("Leads", """{"id":"22","Email":"bob@example.test","First_Name":"Bob","Phone":"1"}""");

        var found = (await _zoho.Find("bob@example.test", " ADA@example.test", "eve@example.test", "ada@example.test")).Value();

        Assert.Equal([("Leads", "22", "bob@example.test"), ("Contacts", "11", "ada@example.test")],
            found.Select(each => (each.Module, each.RecordId, each.Email!)));
        Assert.Equal(new Dictionary<string, string?> { ["First_Name"] = "Ada", ["Phone"] = null }, found[1].Fields);
        var queries = Queries();
        Assert.Equal(
            "select id, Email, Created_Time, First_Name, Phone from Contacts where (Email in ('bob@example.test', 'ada@example.test', "
            + "'eve@example.test')) order by Created_Time asc, id asc limit 0, 200", queries[0]);
        Assert.Contains("from Leads where (Email in ('bob@example.test', 'eve@example.test'))", queries[1], StringComparison.Ordinal);
        Assert.Equal(2, queries.Count);
    }

    [Fact]
    public async Task Leads_are_not_asked_for_when_every_address_is_a_contacts()
    {
        _zoho.Rows("Contacts", """{"id":"11","Email":"ada@example.test"}""", more: true);

        (await _zoho.Find("ada@example.test")).Value();

        Assert.Single(Queries());
    }

    [Fact]
    public async Task Of_several_the_oldest_is_taken_and_what_only_looks_alike_is_not()
    {
        _zoho.Rows("Contacts", """
            {"id":"9","Email":"nada@example.test"},{"id":"12","Email":"ada@example.test"},{"id":"11","Email":"ADA@example.test"}
            """);

        Assert.Equal("12", Assert.Single((await _zoho.Find("ada@example.test")).Value()).RecordId);
    }

    [Fact]
    public async Task Pages_are_read_until_every_address_has_one_or_nothing_is_left()
    {
        _zoho.Vendor.On(call => call.Body.Contains("limit 0, 200", StringComparison.Ordinal),
            _ => FakeVendor.Reply(200, """{"data":[{"id":"1","Email":"ada@example.test"}],"info":{"more_records":true}}"""));
        _zoho.Vendor.On(call => call.Body.Contains("limit 200, 200", StringComparison.Ordinal),
            _ => FakeVendor.Reply(200, """{"data":[{"id":"2","Email":"bob@example.test"}],"info":{"more_records":true}}"""));

        var found = (await _zoho.Find("ada@example.test", "bob@example.test")).Value();

        Assert.Equal(["1", "2"], found.Select(each => each.RecordId));
        Assert.Equal(2, Queries().Count);
    }

    [Fact]
    public async Task Quotes_in_an_address_end_no_text()
    {
        _zoho.Rows("Contacts", "");
        _zoho.Rows("Leads", "");

        (await _zoho.Find("o'neil\\x@example.test")).Value();

        Assert.Contains(@"('o\'neil\\x@example.test')", Queries()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_hundred_addresses_take_more_than_one_call()
    {
        _zoho.Rows("Contacts", "");
        _zoho.Rows("Leads", "");

        (await _zoho.Find([.. Enumerable.Range(0, 150).Select(i => $"p{i}@example.test")])).Value();

        Assert.Equal([100, 50, 100, 50], Queries().Select(query => query.Count(each => each == '@')));
    }

    [Fact]
    public async Task Nobody_asked_for_needs_no_call()
    {
        Assert.Empty((await _zoho.Find("", "  ")).Value());
        Assert.Empty((await _zoho.Target.Read("Leads", ["x"], ["Email"], Ct)).Value());
        Assert.Empty(_zoho.Vendor.Calls);
    }

    [Fact]
    public async Task A_name_that_is_no_field_does_not_get_into_the_query()
    {
        var fault = (await _zoho.Target.Find(["ada@example.test"], ["Phone from Users --"], Ct)).Refusal();

        Assert.Equal((FailureClasses.Validation, "Phone from Users --"), (fault.Class, fault.Field));
        Assert.Empty(_zoho.Vendor.Calls);
    }

    [Fact]
    public async Task A_field_that_zoho_does_not_know_is_named()
    {
        _zoho.Vendor.On("POST", "/crm/v8/coql", 400, """
            {"code":"INVALID_QUERY","details":{"reason":"column given seems to be invalid","column_name":"Phone","operator":""},
             "message":"invalid query","status":"error"}
            """);

        var fault = (await _zoho.Find("ada@example.test")).Refusal();

        Assert.Equal((FailureClasses.Validation, "INVALID_QUERY", "Phone"), (fault.Class, fault.Code, fault.Field));
    }

    [Fact]
    public async Task Records_are_read_by_id_in_the_order_asked_for()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Leads", 200, """
            {"data":[{"id":"12","Email":"Bob@example.test","Email_Opt_Out":false,"Amount":12.50,"Tag":[{"name":"vip","id":"1"}],"Colours":["Red","Blue"]},
                     {"id":"11","Email":null,"Owner":{"name":"Mia","id":"5"},"Phone":""}],"info":{"more_records":false}}
            """);

        var found = (await _zoho.Target.Read(
            "Leads", ["11", "12", "13", "12", "no id"], ["Email_Opt_Out", "Amount", "Colours", "Owner", "Phone"], Ct)).Value();

        Assert.Equal(["11", "12"], found.Select(each => each.RecordId));
        Assert.Equal([null, "bob@example.test"], found.Select(each => each.Email));
        Assert.Equal(("5", null), (found[0].Fields["Owner"], found[0].Fields["Phone"]));
        var second = found[1].Fields;
        Assert.Equal(("false", "12.50", "||Red||Blue||"), (second["Email_Opt_Out"], second["Amount"], second["Colours"]));
        Assert.False(found[0].Fields.ContainsKey("Email"));
        var call = Assert.Single(_zoho.Vendor.CallsTo("GET", "/crm/v8/Leads"));
        Assert.Equal(("11,12,13", "Email_Opt_Out,Amount,Colours,Owner,Phone,Email"), (call.Parameter("ids"), call.Parameter("fields")));
    }

    [Fact]
    public async Task Records_that_are_gone_are_absent()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Leads", 204);

        Assert.Empty((await _zoho.Target.Read("Leads", ["11"], ["Phone"], Ct)).Value());
    }

    [Fact]
    public async Task More_fields_than_one_call_takes_are_put_together()
    {
        _zoho.Vendor.On(call => call.Path == "/crm/v8/Leads", call => FakeVendor.Reply(200, $$"""
            {"data":[{"id":"11","Email":"ada@example.test",{{string.Join(',', call.Parameter("fields").Split(',').Where(name => name != "Email").Select(name => $"\"{name}\":\"of {name}\""))}}}]}
            """));
        string[] fields = [.. Enumerable.Range(0, 60).Select(i => $"F{i}")];

        var found = Assert.Single((await _zoho.Target.Read("Leads", ["11"], fields, Ct)).Value());

        Assert.Equal(60, found.Fields.Count);
        Assert.All(fields, name => Assert.Equal("of " + name, found.Fields[name]));
        Assert.All(_zoho.Vendor.CallsTo("GET", "/crm/v8/Leads"), call => Assert.InRange(call.Parameter("fields").Split(',').Length, 1, 50));
    }

    private List<string> Queries() =>
        [.. _zoho.Vendor.CallsTo("POST", "/crm/v8/coql").Select(call => call.Json.GetProperty("select_query").GetString()!)];
}
