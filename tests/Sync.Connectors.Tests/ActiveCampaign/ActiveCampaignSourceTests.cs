using System.Globalization;
using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignSourceTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] Phone = ["phone"];

    private readonly ActiveCampaignFixture _account = new();

    private ISource Source => _account.Open.Source;

    [Fact]
    public async Task A_contact_reads_like_its_webhook()
    {
        _account.Vendor.On("GET", Fields, 200, """{"fields":[{"id":"3","perstag":"CITY"},{"id":"27","perstag":"COLOURS"}],"meta":{"total":"2"}}""");
        _account.Vendor.On("GET", Contact7, 200, """
            {"contact":{"id":"7","email":"Ada@Example.test","firstName":"Ada","lastName":"","phone":null,"orgname":"Lind AB","udate":"2026-03-04T09:15:27-06:00"},
             "fieldValues":[{"contact":"7","field":"3","value":"Gothenburg"}],"contactLists":[{"contact":"7","list":"5","status":"2"}]}
            """);

        var record = Assert.Single((await Source.Read("contacts", ["7"], null, Ct)).Value());

        Assert.Equal(("read", "contacts", "7", "ada@example.test"), (record.Kind, record.Module, record.RecordId, record.Email));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 15, 15, 27, TimeSpan.Zero), record.ChangedAt);
        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["email"] = "Ada@Example.test", ["first_name"] = "Ada", ["last_name"] = null, ["phone"] = null, ["orgname"] = "Lind AB",
                ["field:3"] = "Gothenburg", ["field:city"] = "Gothenburg", ["field:27"] = null, ["field:colours"] = null, ["list:5"] = "2",
            },
            record.Fields);
    }

    [Fact]
    public async Task What_costs_a_call_of_its_own_comes_only_when_named()
    {
        _account.Vendor.On("GET", Contact7, 200, """{"contact":{"id":"7","email":"ada@example.test"},"contactLists":[]}""");
        _account.Vendor.On("GET", Contact7 + "/contactTags", 200, """{"contactTags":[{"tag":"1","id":"5"}]}""");
        _account.Vendor.On("GET", "/api/3/tags/1", 200, """{"tag":{"tag":"lead","id":"1"}}""");
        _account.Vendor.On("GET", Contact7 + "/scoreValues", 200, """{"scoreValues":[{"score":"2","contact":"7","scoreValue":"55"}]}""");

        var record = Assert.Single((await Source.Read("contacts", ["7"], ["tags", "score:2", "list:3"], Ct)).Value());

        Assert.Equal(new Dictionary<string, string?> { ["tags"] = "lead", ["score:2"] = "55" }, record.Fields);
        Assert.Equal(4, _account.Vendor.Calls.Count);
    }

    [Fact]
    public async Task Many_contacts_come_in_one_call()
    {
        _account.Vendor.On("GET", Contacts, 200, """
            {"contacts":[{"id":"7","email":"a@x.test"},{"id":"9","email":"b@x.test"}],"meta":{"total":"2"},
             "fieldValues":[{"contact":"7","field":"3","value":"x"},{"contact":"9","field":"3","value":"y"}],
             "contactTags":[{"contact":"9","tag":"1"}],"tags":[{"id":"1","tag":"vip"}]}
            """);
        _account.Vendor.On("GET", Fields, 200, """{"fields":[{"id":"3","perstag":"CITY"}],"meta":{"total":"1"}}""");

        var records = (await Source.Read("contacts", ["9", "8", "7", "9"], ["field:3", "tags"], Ct)).Value();

        Assert.Equal(["9", "7"], records.Select(record => record.RecordId));
        Assert.Equal(["y", "x"], records.Select(record => record.Fields["field:3"]));
        Assert.Equal(["vip", null], records.Select(record => record.Fields["tags"]));
        Assert.Equal("9,8,7", _account.Vendor.CallsTo("GET", Contacts).Single().Parameter("ids"));
    }

    [Fact]
    public async Task A_list_without_custom_fields_is_completed_contact_by_contact()
    {
        _account.Vendor.On("GET", Fields, 200, """{"fields":[{"id":"3","perstag":"CITY"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("GET", Contacts, 200, """{"contacts":[{"id":"7"},{"id":"8"}],"meta":{"total":"2"}}""");
        _account.Vendor.On("GET", Contact7, 200, """{"contact":{"id":"7"},"fieldValues":[{"contact":"7","field":"3","value":"x"}]}""");
        _account.Vendor.On("GET", "/api/3/contacts/8", 404, """{"message":"No Result found for Subscriber with id 8"}""");

        var page = (await Source.Page(new SourceQuery.All("contacts") { Fields = ["field:city"] }, null, Ct)).Value();

        Assert.Equal("x", Assert.Single(page.Records).Fields["field:city"]);
    }

    [Theory]
    [InlineData("""{"contacts":[{"id":"1"},{"id":"2"}]}""")]
    [InlineData("""{"contacts":[{"id":"7"},{"id":"1"}]}""")]
    public async Task An_answer_with_others_than_asked_for_is_not_believed(string body)
    {
        _account.Vendor.On("GET", Contacts, 200, body);
        _account.Vendor.On("GET", Contact7, 200, """{"contact":{"id":"7"}}""");
        _account.Vendor.On("GET", "/api/3/contacts/8", 404, "{}");

        Assert.Equal(["8"], (await Source.Gone("contacts", ["7", "8"], Ct)).Value());
    }

    [Fact]
    public async Task Who_is_gone_is_told_by_the_known_ids()
    {
        _account.Vendor.On("GET", Contacts, 200, """
            {"contacts":[{"id":"7","email":"a@x.test"},{"id":"9","email":"deleted+9@x.test"},{"id":"10","deleted":"1","email":"c@x.test"}]}
            """);

        Assert.Equal(["8", "9", "10"], (await Source.Gone("contacts", ["7", "8", "9", "10"], Ct)).Value());
        Assert.False(Source.ListsDeletions);
        Assert.Equal(Operation.NotOffered, (await Source.Page(new SourceQuery.Deleted("contacts", Since), null, Ct)).Refusal().Code);
    }

    [Fact]
    public async Task A_sweep_goes_on_after_the_last_id_in_another_process_too()
    {
        Pages(250);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var fresh = new ActiveCampaignFixture();
            fresh.Vendor.On(_ => true, call => Answer(call, 250));
            var page = (await fresh.Open.Source.Page(new SourceQuery.ChangedSince("contacts", Since) { Fields = Phone }, cursor, Ct)).Value();
            seen.AddRange(page.Records.Select(record => record.RecordId));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, 250).Select(id => $"{id}"), seen);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(201, 3)]
    public async Task A_sweep_ends_with_the_last_page(int contacts, int calls)
    {
        Pages(contacts);

        Assert.Equal(contacts, (await All(new SourceQuery.All("contacts") { Fields = Phone })).Count);
        Assert.Equal(calls, _account.Vendor.CallsTo("GET", Contacts).Count());
    }

    [Fact]
    public async Task Changes_are_asked_for_with_an_overlap_and_the_next_sweep_starts_where_this_one_began()
    {
        var began = Since.AddHours(1);
        _account.Time.Set(began);
        _account.Vendor.On("GET", Contacts, 200, """
            {"contacts":[{"id":"1","udate":"2026-03-04T02:58:00-06:00"},{"id":"2","udate":"2026-03-04T02:57:59-06:00"}],"meta":{"total":"2"}}
            """, ("Date", began.AddSeconds(-3).ToString("R", CultureInfo.InvariantCulture)));

        var page = (await Source.Page(new SourceQuery.ChangedSince("contacts", Since) { Fields = Phone }, null, Ct)).Value();

        Assert.Equal("2026-03-04T08:58:00+00:00", Assert.Single(_account.Vendor.Calls).Parameter("filters%5Bupdated_after%5D"));
        Assert.Equal("1", Assert.Single(page.Records).RecordId);
        Assert.Equal(began.AddSeconds(-3), page.NextSince);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("listid", "5")]
    [InlineData("segmentid", "6")]
    [InlineData("tagid", "20")]
    public async Task Contacts_come_by_list_segment_and_tag(string parameter, string value)
    {
        _account.Vendor.On("GET", "/api/3/tags", 200, """{"tags":[{"id":"19","tag":"not a VIP"},{"id":"20","tag":"vip","tagType":"contact"}],"meta":{"total":"2"}}""");
        _account.Vendor.On("GET", Contacts, 200, """{"contacts":[{"id":"1"}],"meta":{"total":"1"}}""");
        SourceQuery query = parameter switch
        {
            "listid" => new SourceQuery.OnList("contacts", value),
            "segmentid" => new SourceQuery.InSegment("contacts", value),
            _ => new SourceQuery.Tagged("contacts", " VIP "),
        };

        Assert.Single((await Source.Page(query with { Fields = Phone }, null, Ct)).Value().Records);
        Assert.Equal(value, _account.Vendor.CallsTo("GET", Contacts).Single().Parameter(parameter));
    }

    [Fact]
    public async Task Nobody_carries_a_tag_that_does_not_exist()
    {
        _account.Vendor.On("GET", "/api/3/tags", 200, """{"tags":[],"meta":{"total":"0"}}""");

        var page = (await Source.Page(new SourceQuery.Tagged("contacts", "vip"), null, Ct)).Value();

        Assert.Empty(page.Records);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Deals_come_with_amounts_as_people_say_them()
    {
        _account.Vendor.On("GET", "/api/3/deals", 200, """
            {"deals":[{"id":"77","title":"Roof","value":"1250050","currency":"eur","mdate":"2026-03-04T09:15:27-06:00","contact":"7","links":{}},
             {"id":"78","value":"900","currency":"jpy","mdate":null}],"meta":{"total":2}}
            """);

        var records = (await Source.Page(new SourceQuery.ChangedSince("deals", Since), null, Ct)).Value().Records;

        Assert.Equal(["12500.5", "900"], records.Select(record => record.Fields["amount"]));
        Assert.Equal(["1250050", "900"], records.Select(record => record.Fields["value"]));
        Assert.Equal("7", records[0].Fields["contact"]);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 15, 15, 27, TimeSpan.Zero), records[0].ChangedAt);
        Assert.False(records[0].Fields.ContainsKey("links"));
    }

    [Fact]
    public async Task Custom_fields_of_deals_come_when_named()
    {
        _account.Vendor.On("GET", "/api/3/deals/77", 200, """{"deal":{"id":"77"}}""");
        _account.Vendor.On("GET", "/api/3/dealCustomFieldMeta", 200, """
            {"dealCustomFieldMeta":[{"id":4,"fieldLabel":"Roof","fieldType":"dropdown","personalization":"DEAL_ROOF"},
             {"id":6,"fieldLabel":"Colours","fieldType":"multiselect","personalization":"DEAL_COLOURS"}],"meta":{"total":2}}
            """);
        _account.Vendor.On("GET", "/api/3/dealCustomFieldData", 200, """
            {"dealCustomFieldData":[{"id":"1","dealId":77,"customFieldId":4,"fieldValue":"Tile"},{"id":"2","dealId":77,"customFieldId":6,"fieldValue":["Red","Blue"]},
             {"id":"3","dealId":78,"customFieldId":4,"fieldValue":"Other"}],"meta":{"total":3}}
            """);

        var record = Assert.Single((await Source.Read("deals", ["77"], ["field:deal_roof", "field:6"], Ct)).Value());

        Assert.Equal(new Dictionary<string, string?> { ["field:deal_roof"] = "Tile", ["field:6"] = "||Red||Blue||" }, record.Fields);
    }

    [Fact]
    public async Task Records_without_keys_are_counted_off_with_a_lap()
    {
        _account.Vendor.On("GET", "/api/3/accounts", 200);
        _account.Vendor.On(call => call.Path == "/api/3/accounts", call =>
        {
            var offset = int.Parse(call.Parameter("offset"), CultureInfo.InvariantCulture);
            return Json("accounts", Enumerable.Range(1, 230).Skip(offset).Take(100), 230);
        });

        var ids = await All(new SourceQuery.All("accounts"));

        Assert.Equal(230, ids.Distinct().Count());
        Assert.Equal(["0", "90", "180"], _account.Vendor.Calls.Select(call => call.Parameter("offset")));
    }

    [Fact]
    public async Task A_list_that_gives_the_same_page_for_ever_ends()
    {
        _account.Vendor.On(call => call.Path == Contacts, _ => Json("contacts", Enumerable.Range(1, 100), 500));
        var query = new SourceQuery.All("contacts") { Fields = Phone };
        var first = (await Source.Page(query, null, Ct)).Value();

        Assert.Equal((FailureClasses.VendorFault, "SAME_PAGE"), Short((await Source.Page(query, first.Next, Ct)).Refusal()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"Query\":\"x\",\"Started\":\"2026-03-04T00:00:00+00:00\"}")]
    public async Task A_cursor_of_something_else_is_refused(string cursor) => Assert.Equal(
        (FailureClasses.Validation, SourceCursor.Foreign), Short((await Source.Page(new SourceQuery.All("contacts"), cursor, Ct)).Refusal()));

    [Fact]
    public async Task A_cursor_belongs_to_its_query()
    {
        Pages(150);
        var first = (await Source.Page(new SourceQuery.All("contacts") { Fields = Phone }, null, Ct)).Value();

        Assert.Equal(SourceCursor.Foreign, (await Source.Page(new SourceQuery.All("contacts"), first.Next, Ct)).Refusal().Code);
        Assert.Equal(SourceCursor.Foreign, (await Source.Page(new SourceQuery.OnList("contacts", "1") { Fields = Phone }, first.Next, Ct)).Refusal().Code);
    }

    [Fact]
    public async Task Modules_that_nobody_knows_are_refused()
    {
        Assert.Equal("UNKNOWN_MODULE", (await Source.Page(new SourceQuery.All("../users"), null, Ct)).Refusal().Code);
        Assert.Equal("UNKNOWN_MODULE", (await Source.Read("leads", ["1"], null, Ct)).Refusal().Code);
        Assert.Equal(Operation.NotOffered, (await Source.Page(new SourceQuery.OnList("deals", "1"), null, Ct)).Refusal().Code);
    }

    private async Task<List<string>> All(SourceQuery query)
    {
        var ids = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = (await Source.Page(query, cursor, Ct)).Value();
            ids.AddRange(page.Records.Select(record => record.RecordId));
            if ((cursor = page.Next) is null)
            {
                return ids;
            }
        }
    }

    private void Pages(int contacts) => _account.Vendor.On(call => call.Path == Contacts, call => Answer(call, contacts));

    private static HttpResponseMessage Answer(FakeCall call, int contacts)
    {
        var after = int.Parse(call.Parameter("id_greater"), CultureInfo.InvariantCulture);
        return Json("contacts", Enumerable.Range(after + 1, contacts - after).Take(100), contacts - after);
    }

    private static HttpResponseMessage Json(string envelope, IEnumerable<int> ids, int total) => FakeVendor.Reply(200,
        $$"""{"{{envelope}}":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}],"meta":{"total":"{{total}}"} }""");

    private static (string, string) Short(VendorFault fault) => (fault.Class, fault.Code);
}
