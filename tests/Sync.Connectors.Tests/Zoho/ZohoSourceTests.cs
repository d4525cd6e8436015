using System.Globalization;
using Sync.Connectors.Zoho;
using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoSourceTests
{
    private const string Leads = "/crm/v8/Leads";
    private static readonly DateTimeOffset Since = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Phone = ["Phone"];

    private readonly ZohoFixture _zoho = new();

    private ISource Source => _zoho.Open.Source;

    [Fact]
    public async Task Records_come_by_id_with_the_time_of_their_change()
    {
        _zoho.Vendor.On("GET", Leads, 200, """
            {"data":[{"id":"12","Email":"Bob@x.test","Phone":"","Modified_Time":"2026-03-04T10:31:12+01:00","Owner":{"name":"Mia","id":"5"},"Tag":[{"name":"vip","id":"1"},{"name":"lead","id":"2"}]},
             {"id":"11","Email":null,"Phone":"1","Created_Time":"2026-03-04T10:31:12+01:00","Tag":[]}]}
            """);

        var records = (await Source.Read("Leads", ["11", "x", "12", "13", "11"], ["Phone", "Owner", "Tag"], Ct)).Value();

        Assert.Equal(["11", "12"], records.Select(record => record.RecordId));
        Assert.Equal(("read", "Leads", "bob@x.test"), (records[1].Kind, records[1].Module, records[1].Email));
        Assert.All(records, record => Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 31, 12, TimeSpan.Zero), record.ChangedAt));
        Assert.Equal(new Dictionary<string, string?> { ["Phone"] = null, ["Owner"] = "5", ["Tag"] = "||vip||lead||" }, records[1].Fields);
        var call = _zoho.Vendor.CallsTo("GET", Leads).Single();
        Assert.Equal(("11,12,13", "both"), (call.Parameter("ids"), call.Parameter("converted")));
    }

    [Fact]
    public async Task Many_fields_come_in_several_calls()
    {
        string[] names = [.. Enumerable.Range(0, 120).Select(i => $"F{i}")];
        _zoho.Vendor.On("GET", FieldsPath, 200, "{\"fields\":[" + string.Join(',', names.Select(name => "{\"api_name\":\"" + name + "\",\"data_type\":\"text\"}"))
            + ",{\"api_name\":\"Rows\",\"data_type\":\"subform\"}]}");
        _zoho.Vendor.On(call => call.Path == Leads, call => FakeVendor.Reply(200,
            "{\"data\":[{\"id\":\"1\"," + string.Join(',', call.Parameter("fields").Split(',').Select(name => $"\"{name}\":\"{name}\"")) + "}]}"));

        var record = Assert.Single((await Source.Read("Leads", ["1"], null, Ct)).Value());

        Assert.Equal(names.Order(), record.Fields.Keys.Order());
        Assert.All(record.Fields, field => Assert.Equal(field.Key, field.Value));
        Assert.All(_zoho.Vendor.CallsTo("GET", Leads), call => Assert.True(call.Parameter("fields").Split(',').Length <= 50));
        Assert.Equal(3, _zoho.Vendor.CallsTo("GET", Leads).Count());
    }

    [Fact]
    public async Task Changes_are_asked_for_with_an_overlap_oldest_first()
    {
        var began = Since.AddHours(1);
        _zoho.Time.Set(began);
        _zoho.Vendor.On("GET", Leads, 200, """
            {"data":[{"id":"3","Modified_Time":"2026-03-04T10:00:01+01:00"},{"id":"2","Modified_Time":"2026-03-04T10:00:00+01:00"},{"id":"1","Modified_Time":"2026-03-04T10:00:00+01:00"}],
             "info":{"more_records":false,"next_page_token":null}}
            """, ("Date", began.AddMinutes(-1).ToString("R", CultureInfo.InvariantCulture)));

        var page = (await Source.Page(new SourceQuery.ChangedSince("Leads", Since) { Fields = Phone }, null, Ct)).Value();

        Assert.Equal(["1", "2", "3"], page.Records.Select(record => record.RecordId));
        Assert.Null(page.Next);
        Assert.Equal(began.AddMinutes(-1), page.NextSince);
        var call = _zoho.Vendor.CallsTo("GET", Leads).Single();
        Assert.Equal("2026-03-04T08:55:00+00:00", call.Headers["If-Modified-Since"]);
        Assert.Equal(("Modified_Time", "asc", "200"), (call.Parameter("sort_by"), call.Parameter("sort_order"), call.Parameter("per_page")));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task Nothing_new_is_an_empty_page(int status)
    {
        _zoho.Vendor.On("GET", Leads, status);

        var page = (await Source.Page(new SourceQuery.ChangedSince("Leads", Since) { Fields = Phone }, null, Ct)).Value();

        Assert.Empty(page.Records);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Pages_go_on_by_token_and_the_same_question()
    {
        _zoho.Vendor.OnTurns("GET", Leads, (200, Page("1", "2026-03-04T10:00:00+01:00", "t-2")), (200, Page("2", "2026-03-04T10:00:05+01:00", null)));
        var query = new SourceQuery.ChangedSince("Leads", Since) { Fields = Phone };

        var first = (await Source.Page(query, null, Ct)).Value();
        var second = (await Source.Page(query, first.Next, Ct)).Value();

        Assert.Null(second.Next);
        Assert.Equal(first.NextSince, second.NextSince);
        var calls = _zoho.Vendor.CallsTo("GET", Leads).ToList();
        Assert.Equal(calls[0].Query + "&page_token=t-2", calls[1].Query);
        Assert.Equal(calls[0].Headers["If-Modified-Since"], calls[1].Headers["If-Modified-Since"]);
    }

    [Theory]
    [InlineData("EXPIRED_VALUE")]
    [InlineData("TOKEN_BOUND_DATA_MISMATCH")]
    [InlineData("PAGINATION_LIMIT_EXCEEDED")]
    [InlineData("DISCRETE_PAGINATION_LIMIT_EXCEEDED")]
    public async Task A_token_that_is_refused_is_given_up_for_the_last_time_read(string code)
    {
        _zoho.Vendor.OnTurns(
            "GET", Leads, (200, Page("1", "2026-03-04T10:00:07+01:00", "t-2")),
            (400, $$"""{"code":"{{code}}","details":{},"message":"x","status":"error"}"""), (200, Page("2", "2026-03-04T10:00:09+01:00", "t-3")), (204, null));
        var query = new SourceQuery.All("Leads") { Fields = Phone };

        var first = (await Source.Page(query, null, Ct)).Value();
        var second = (await Source.Page(query, first.Next, Ct)).Value();
        var last = (await Source.Page(query, second.Next, Ct)).Value();

        Assert.Equal("2", Assert.Single(second.Records).RecordId);
        Assert.Null(last.Next);
        var calls = _zoho.Vendor.CallsTo("GET", Leads).ToList();
        Assert.DoesNotContain("page_token", calls[2].Query, StringComparison.Ordinal);
        Assert.Equal(
            [null, null, "2026-03-04T09:00:07+00:00", "2026-03-04T09:00:07+00:00"],
            calls.Select(call => call.Headers.GetValueOrDefault("If-Modified-Since")));
    }

    [Fact]
    public async Task Where_there_is_no_going_on_it_is_said()
    {
        const string Expired = """{"code":"EXPIRED_VALUE","details":{},"message":"x","status":"error"}""";
        _zoho.Vendor.OnTurns("GET", Leads, (200, Page("1", "2026-03-04T09:55:00+01:00", "t-2")), (400, Expired));
        var changed = new SourceQuery.ChangedSince("Leads", Since) { Fields = Phone };
        var first = (await Source.Page(changed, null, Ct)).Value();

        Assert.Equal((FailureClasses.Conflict, SourceCursor.Expired), Short((await Source.Page(changed, first.Next, Ct)).Refusal()));

        _zoho.Vendor.OnTurns("GET", Leads, (200, Page("1", "2026-03-04T10:55:00+01:00", "t-2")), (400, Expired));
        var view = new SourceQuery.OnList("Leads", "99") { Fields = Phone };
        var page = (await Source.Page(view, null, Ct)).Value();

        Assert.Equal("99", _zoho.Vendor.CallsTo("GET", Leads).Last().Parameter("cvid"));
        Assert.Equal(SourceCursor.Expired, (await Source.Page(view, page.Next, Ct)).Refusal().Code);
    }

    [Fact]
    public async Task More_without_a_token_goes_on_by_time_or_ends()
    {
        _zoho.Vendor.On("GET", Leads, 200, Page("1", "2026-03-04T10:00:07+01:00", null, more: true));
        var query = new SourceQuery.All("Leads") { Fields = Phone };
        var first = (await Source.Page(query, null, Ct)).Value();

        Assert.Equal("NO_PAGE_TOKEN", (await Source.Page(query, first.Next, Ct)).Refusal().Code);
    }

    [Fact]
    public async Task Who_carries_a_tag_is_found_by_reading_all()
    {
        _zoho.Vendor.On("GET", Leads, 200, """
            {"data":[{"id":"1","Tag":[{"name":"VIP"}]},{"id":"2","Tag":[{"name":"vip-2"}]},{"id":"3"}],"info":{"more_records":false}}
            """);

        var page = (await Source.Page(new SourceQuery.Tagged("Leads", "vip") { Fields = Phone }, null, Ct)).Value();

        Assert.Equal("1", Assert.Single(page.Records).RecordId);
        Assert.Contains("Tag", _zoho.Vendor.CallsTo("GET", Leads).Single().Parameter("fields").Split(','));
    }

    [Fact]
    public async Task Deletions_have_a_list_of_their_own()
    {
        _zoho.Vendor.OnTurns("GET", Leads + "/deleted", (200, """
            {"data":[{"id":"1","type":"recycle","deleted_time":"2026-03-06T11:19:38+01:00"},{"id":"2","type":"permanent","deleted_time":"2026-03-07T11:44:15+01:00"},
             {"id":"3","type":"permanent","deleted_time":"2026-03-01T11:44:15+01:00"}],"info":{"more_records":true}}
            """), (304, null));
        var query = new SourceQuery.Deleted("Leads", Since);

        var first = (await Source.Page(query, null, Ct)).Value();
        var second = (await Source.Page(query, first.Next, Ct)).Value();

        Assert.True(Source.ListsDeletions);
        Assert.Equal([("1", false), ("2", true)], first.Deleted.Select(each => (each.RecordId, each.ForGood)));
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 10, 19, 38, TimeSpan.Zero), first.Deleted[0].DeletedAt);
        Assert.Null(second.Next);
        Assert.Equal(["1", "2"], _zoho.Vendor.CallsTo("GET", Leads + "/deleted").Select(call => call.Parameter("page")));
    }

    [Fact]
    public async Task Who_is_gone_is_told_by_the_known_ids()
    {
        _zoho.Vendor.On("GET", Leads, 200, """{"data":[{"id":"11"}]}""");

        Assert.Equal(["12", "nonsense"], (await Source.Gone("Leads", ["11", "zcrm_11", "12", "nonsense"], Ct)).Value());
    }

    [Theory]
    [InlineData("../users")]
    [InlineData("")]
    public async Task A_name_that_is_no_module_goes_nowhere(string module)
    {
        Assert.Equal("INVALID_MODULE", (await Source.Page(new SourceQuery.All(module), null, Ct)).Refusal().Code);
        Assert.Empty(_zoho.Vendor.Calls);
    }

    [Fact]
    public async Task Segments_are_nothing_of_Zohos() =>
        Assert.Equal(Operation.NotOffered, (await Source.Page(new SourceQuery.InSegment("Leads", "1"), null, Ct)).Refusal().Code);

    [Theory]
    [InlineData(403, "NO_PERMISSION")]
    [InlineData(401, "OAUTH_SCOPE_MISMATCH")]
    public async Task A_right_that_is_missing_is_missing_for_its_module(int status, string code)
    {
        _zoho.Vendor.On("GET", Leads, status, $$"""{"code":"{{code}}","details":{},"message":"x","status":"error"}""");

        var fault = (await Source.Page(new SourceQuery.All("Leads") { Fields = Phone }, null, Ct)).Refusal();

        Assert.Equal((FailureClasses.Permission, "Leads"), (fault.Class, fault.Module));
    }

    [Theory]
    [InlineData("Leads", "Email,Modified_Time")]
    [InlineData("Deals", "Modified_Time")]
    public void What_every_record_needs_is_asked_for(string module, string columns) => Assert.Equal(
        columns.Split(',').Order(), ZohoColumns.Of(module, [], new Dictionary<string, string>()).First.Split(',').Order());

    private static string Page(string id, string time, string? token, bool more = false) =>
        $$"""{"data":[{"id":"{{id}}","Modified_Time":"{{time}}"}],"info":{"more_records":{{(token is not null || more ? "true" : "false")}},"next_page_token":{{(token is null ? "null" : $"\"{token}\"")}} } }""";

    private static (string, string) Short(VendorFault fault) => (fault.Class, fault.Code);
}
