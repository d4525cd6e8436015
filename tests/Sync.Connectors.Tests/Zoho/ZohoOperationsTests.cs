using System.Text.Json;
using Sync.Contracts;
using static Sync.Connectors.Tests.Zoho.ZohoFixture;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoOperationsTests
{
    private const string Tasks = "/crm/v8/Tasks";
    private const string Notes = "/crm/v8/Notes";
    private const string Deals = "/crm/v8/Deals";
    private const string Users = """
        {"users":[{"id":"5","full_name":"Mia","status":"active","confirm":true},{"id":"6","status":"disabled","confirm":true},{"id":"7","status":"active","confirm":false}],
         "info":{"more_records":false}}
        """;

    private static readonly Mark Key = new("d-17");

    private readonly ZohoFixture _zoho = new();

    [Fact]
    public async Task Tags_of_one_kind_go_in_one_call()
    {
        _zoho.Vendor.On("POST", "/crm/v8/Leads/actions/add_tags", 200, Answer(Ok("11"), Ok("12"))).On("POST", "/crm/v8/Leads/actions/remove_tags", 200, Answer(Ok("11")));
        Operation[] operations = [Tag("11", true), Tag("12", true), Tag("11", true), Tag("x", true), Tag("11", false)];

        var outcomes = (await _zoho.Open.Operations.Run(operations, Ct)).Value();

        Assert.Equal(["11", "12", "11", null, "11"], outcomes.Select(outcome => (outcome as WriteOutcome.Written)?.RecordId));
        Same("""{"tags":[{"name":"ac-mql"}],"ids":["11","12"],"over_write":false}""", Sent("POST", "/crm/v8/Leads/actions/add_tags"));
        Same("""{"tags":[{"name":"ac-mql"}],"ids":["11"]}""", Sent("POST", "/crm/v8/Leads/actions/remove_tags"));
    }

    [Fact]
    public async Task Deletions_go_in_one_call_that_starts_no_workflow_and_who_is_gone_is_deleted()
    {
        _zoho.Vendor.On("DELETE", "/crm/v8/Leads", 207, Answer(
            """{"code":"SUCCESS","details":{"id":"11"},"message":"record deleted","status":"success"}""",
            """{"code":"INVALID_DATA","details":{"id":"12"},"message":"record not deleted","status":"error"}""",
            """{"code":"NO_PERMISSION","details":{},"message":"permission denied","status":"error"}"""));

        var outcomes = (await _zoho.Open.Operations.Run(
            [new Operation.Delete("Leads", "11"), new Operation.Delete("Leads", "12"), new Operation.Delete("Leads", "13")], Ct)).Value();

        Assert.Equal(["11", "12", null], outcomes.Select(outcome => (outcome as WriteOutcome.Written)?.RecordId));
        Assert.Equal(FailureClasses.Permission, Assert.IsType<WriteOutcome.Refused>(outcomes[2]).Fault.Class);
        Assert.Equal("?ids=11%2C12%2C13&wf_trigger=false", _zoho.Vendor.CallsTo("DELETE", "/crm/v8/Leads").Single().Query);
    }

    [Fact]
    public async Task Tags_are_judged_record_by_record()
    {
        _zoho.Vendor.On("POST", "/crm/v8/Leads/actions/add_tags", 207, Answer(
            Ok("11"), """{"code":"INVALID_DATA","details":{"id":"12"},"message":"the id given seems to be invalid","status":"error"}"""));

        var outcomes = (await _zoho.Open.Operations.Run([Tag("11", true), Tag("12", true)], Ct)).Value();

        Assert.IsType<WriteOutcome.Written>(outcomes[0]);
        Assert.Equal(FailureClasses.NotFound, Refusal(outcomes[1]).Class);
        Assert.Equal("INVALID_DATA", Refusal(await _zoho.Run(new Operation.SetTag("Leads", "11", new string('x', 26), true))).Code);
    }

    [Theory]
    [InlineData("Leads", """{"Subject":"Call Ada","Due_Date":"2026-03-05","Priority":"High","Owner":{"id":"5"},"What_Id":{"id":"11"},"Description":"Now\n\n[sync:d-17]","$se_module":"Leads"}""")]
    [InlineData("Deals", """{"Subject":"Call Ada","Due_Date":"2026-03-05","Priority":"High","Owner":{"id":"5"},"Who_Id":{"id":"30"},"What_Id":{"id":"11"},"Description":"Now\n\n[sync:d-17]","$se_module":"Deals"}""")]
    [InlineData("Contacts", """{"Subject":"Call Ada","Due_Date":"2026-03-05","Priority":"High","Owner":{"id":"5"},"Who_Id":{"id":"11"},"Description":"Now\n\n[sync:d-17]"}""")]
    public async Task A_task_is_linked_as_its_module_demands(string module, string expected)
    {
        _zoho.Vendor.On("GET", "/crm/v8/users", 200, Users).On("GET", $"/crm/v8/{module}/11/Tasks", 204).On("POST", Tasks, 201, Answer(Ok("40", "record added")));

        var outcome = await _zoho.Run(Task(new RecordLink(module, "11")) with { ContactId = module == "Deals" ? "30" : null, OwnerId = "5" });

        Assert.Equal(new WriteOutcome.Written("40", Created: true), outcome);
        Same("""{"data":[""" + expected + """],"trigger":[]}""", Sent("POST", Tasks));
    }

    [Theory]
    [InlineData("Description", "Now\n\n[sync:d-17]", false)]
    [InlineData("Description", "Now\n\n[sync:d-170]", true)]
    [InlineData("Description", null, true)]
    public async Task A_task_is_looked_for_before_it_is_made(string field, string? text, bool created)
    {
        _zoho.Vendor.On("GET", "/crm/v8/Leads/11/Tasks", 200, JsonSerializer.Serialize(new { data = new[] { new Dictionary<string, string?> { ["id"] = "39", [field] = text } } }));
        _zoho.Vendor.On("POST", Tasks, 201, Answer(Ok("40", "record added")));

        Assert.Equal(new WriteOutcome.Written(created ? "40" : "39", created), await _zoho.Run(Task(new RecordLink("Leads", "11"))));
    }

    [Fact]
    public async Task A_list_that_the_layout_hides_is_gone_around()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Leads/11/Tasks", 400, """{"code":"INVALID_DATA","details":{},"message":"the relation name given seems to be invalid","status":"error"}""");
        _zoho.Rows("Tasks", """{"id":"38","Description":"other"},{"id":"39","Description":"x [sync:d-17]"}""");

        Assert.Equal(new WriteOutcome.Written("39", false), await _zoho.Run(Task(new RecordLink("Leads", "11"))));
        Assert.Contains("(Subject = 'Call Ada')", Sent("POST", "/crm/v8/coql").GetProperty("select_query").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_note_is_read_whole_before_it_is_made_again()
    {
        var cut = new string('x', 500);
        _zoho.Vendor.On("GET", "/crm/v8/Leads/11/Notes", 200, $$"""{"data":[{"id":"39","Note_Content":"{{cut}}"}]}""");
        _zoho.Vendor.On("GET", Notes + "/39", 200, $$"""{"data":[{"id":"39","Note_Content":"{{cut}} and more [sync:d-17]"}]}""");

        Assert.Equal(new WriteOutcome.Written("39", false), await _zoho.Run(new Operation.AddNote(new RecordLink("Leads", "11"), cut + " and more", Key)));
    }

    [Fact]
    public async Task A_note_names_its_parent_and_the_parents_module()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Contacts/11/Notes", 204).On("POST", Notes, 201, Answer(Ok("41", "record added")));

        await _zoho.Run(new Operation.AddNote(new RecordLink("Contacts", "11"), "Opened 3 mails", Key) { Title = "Hand-off", Trigger = ["workflow"] });

        Same("""
            {"data":[{"Note_Title":"Hand-off","Note_Content":"Opened 3 mails\n\n[sync:d-17]","Parent_Id":{"module":{"api_name":"Contacts"},"id":"11"}}],"trigger":["workflow"]}
            """, Sent("POST", Notes));
    }

    [Fact]
    public async Task Notes_of_one_run_go_in_one_call_and_one_asked_for_twice_is_made_once()
    {
        _zoho.Vendor.On("POST", Notes, 201, Answer(Ok("41", "record added"), Ok("42", "record added")));
        Operation[] operations = [Note("a"), Note("b"), Note("a")];

        var outcomes = (await _zoho.Open.Operations.Run(operations, Ct)).Value();

        Assert.Equal([("41", true), ("42", true), ("41", false)], outcomes.Cast<WriteOutcome.Written>().Select(each => (each.RecordId, each.Created)));
        Assert.Equal(2, Sent("POST", Notes).GetProperty("data").GetArrayLength());
        Assert.Single(_zoho.Vendor.CallsTo("POST", Notes));
    }

    [Fact]
    public async Task Nothing_is_made_where_nobody_can_look()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Leads/11/Notes", 503, "");

        var fault = (await _zoho.Open.Operations.Run(
            [new Operation.AddNote(new RecordLink("Leads", "11"), "x", Key), new Operation.AddNote(new RecordLink("Leads", "11"), "y", new Mark("d-18"))], Ct)).Refusal();

        Assert.Equal(FailureClasses.VendorFault, fault.Class);
        Assert.Empty(_zoho.Vendor.CallsTo("POST", Notes));
    }

    [Fact]
    public async Task A_deal_is_linked_and_counted_as_people_do()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Contacts/30/Deals", 204).On("POST", Deals, 201, Answer(Ok("50", "record added")));

        var outcome = await _zoho.Run(new Operation.SaveDeal(null)
        {
            Title = "Roof", Mark = Key, Value = new Money(1200.50m, "EUR"), ContactId = "30", AccountId = "20", Pipeline = "Standard (Standard)",
            Stage = "Qualification", ClosesOn = new DateOnly(2026, 6, 30),
        });

        Assert.Equal(new WriteOutcome.Written("50", true), outcome);
        Same("""
            {"data":[{"Deal_Name":"Roof","Amount":1200.50,"Contact_Name":{"id":"30"},"Account_Name":{"id":"20"},"Pipeline":"Standard (Standard)",
              "Stage":"Qualification","Closing_Date":"2026-06-30","Description":"[sync:d-17]"}],"trigger":[]}
            """, Sent("POST", Deals));
    }

    [Fact]
    public async Task A_deal_about_a_person_is_the_contacts_and_found_among_his()
    {
        _zoho.Vendor.On("GET", "/crm/v8/Contacts/30/Deals", 200, """{"data":[{"id":"49","Description":"[sync:d-17]"}],"info":{"more_records":false}}""");
        var deal = new Operation.SaveDeal(null) { Title = "Roof", Stage = "x", Mark = Key, About = new RecordLink("Contacts", "30") };

        Assert.Equal(new WriteOutcome.Written("49", false), await _zoho.Run(deal));

        _zoho.Vendor.On("POST", Deals, 201, Answer(Ok("50", "record added")));
        Assert.Equal(new WriteOutcome.Written("50", true), await _zoho.Run(deal with { Mark = Key with { MayExist = false } }));
        Same("""{"data":[{"Deal_Name":"Roof","Contact_Name":{"id":"30"},"Stage":"x","Description":"[sync:d-17]"}],"trigger":[]}""", Sent("POST", Deals));
    }

    [Theory]
    [InlineData("""{"data":[{"id":"1","Stage":"Closed Won"},{"id":"2","Stage":"Negotiation/Review"}],"info":{"more_records":false}}""", new[] { "2" })]
    [InlineData("""{"data":[{"id":"1","Stage":"Closed Won"},{"id":"2","Stage":"Closed Lost"}],"info":{"more_records":false}}""", new string[0])]
    [InlineData(null, new string[0])]
    public async Task A_deal_is_open_unless_its_stage_is_closed(string? deals, string[] open)
    {
        _ = deals is null ? _zoho.Vendor.On("GET", "/crm/v8/Contacts/30/Deals", 204) : _zoho.Vendor.On("GET", "/crm/v8/Contacts/30/Deals", 200, deals);

        Assert.Equal(open, (await _zoho.Open.Operations.OpenDeals(new RecordLink("Contacts", "30"), ["Closed Won", "Closed Lost"], Ct)).Value());
    }

    [Fact]
    public async Task A_lead_has_no_deals_and_is_not_asked_for()
    {
        Assert.Equal(Operation.NeedsContact, (await _zoho.Open.Operations.OpenDeals(new RecordLink("Leads", "30"), [], Ct)).Fault!.Code);
        Assert.Empty(_zoho.Vendor.Calls);
    }

    [Fact]
    public void The_fields_of_a_deal_are_told_with_the_choices_that_it_takes()
    {
        var fields = KnownConnectors.All["zoho"].FieldsOf(new Operation.SaveDeal(null)
        {
            Title = "Roof", Stage = "x", Pipeline = "p", Mark = Key, ContactId = "1", Value = Money.OfTheVendor(1), ClosesOn = DateOnly.MinValue,
        });

        Assert.Equal(["Amount", "Closing_Date", "Contact_Name", "Deal_Name", "Pipeline", "Stage"], fields.Select(field => field.Name).Order());
        Assert.Equal(["p", "x"], fields.SelectMany(field => field.Values).Order());
    }

    [Fact]
    public async Task A_mark_in_a_field_of_its_own_is_asked_for()
    {
        _zoho.Rows("Deals", """{"id":"49","Sync_Key":"d-17"}""");
        var deal = new Operation.SaveDeal(null) { Title = "Roof", Stage = "x", Mark = Key with { Field = "Sync_Key" } };

        Assert.Equal(new WriteOutcome.Written("49", false), await _zoho.Run(deal));

        _zoho.Rows("Deals", """{"id":"49","Sync_Key":"D-17"}""");
        _zoho.Vendor.On("POST", Deals, 201, Answer(Ok("50", "record added")));
        Assert.Equal(new WriteOutcome.Written("50", true), await _zoho.Run(deal));
        Same("""{"data":[{"Deal_Name":"Roof","Stage":"x","Sync_Key":"d-17"}],"trigger":[]}""", Sent("POST", Deals));
    }

    [Fact]
    public async Task What_Zoho_knows_by_a_name_of_its_own_is_upserted()
    {
        _zoho.Vendor.On("POST", "/crm/v8/Accounts/upsert", 200, """
            {"data":[{"code":"SUCCESS","action":"update","duplicate_field":"Account_Name","details":{"id":"20"},"message":"record updated","status":"success"}]}
            """);

        var outcome = await _zoho.Run(new Operation.Save("Accounts", null, new Dictionary<string, string?> { ["Account_Name"] = "Lind AB", ["Website"] = "https://lind.example" }));

        Assert.Equal(new WriteOutcome.Written("20", false), outcome);
        Same("""
            {"data":[{"Account_Name":"Lind AB","Website":"https://lind.example"}],"trigger":[],"duplicate_check_fields":["Account_Name"]}
            """, Sent("POST", "/crm/v8/Accounts/upsert"));
    }

    [Fact]
    public async Task Changes_of_one_module_go_in_one_call_and_in_order()
    {
        var sent = new List<string>();
        _zoho.Vendor.On(call => call is { Method: "PUT", Path: Deals }, call =>
        {
            var ids = call.Json.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
            sent.Add(string.Join(',', ids));
            return FakeVendor.Reply(200, Answer([.. ids.Select(id => Ok(id))]));
        });
        Operation[] operations = [Stage("50", "a"), Stage("51", "b"), Stage("50", "c"), Stage("52", "d")];

        var outcomes = (await _zoho.Open.Operations.Run(operations, Ct)).Value();

        Assert.Equal(["50,51", "50,52"], sent);
        Assert.Equal(["50", "51", "50", "52"], outcomes.Cast<WriteOutcome.Written>().Select(each => each.RecordId));
    }

    [Theory]
    [InlineData("5", null)]
    [InlineData("6", "inactive")]
    [InlineData("7", "invitation")]
    [InlineData("8", "no such user")]
    public async Task Nothing_is_given_to_who_cannot_own_it(string owner, string? why)
    {
        _zoho.Vendor.On("GET", "/crm/v8/users", 200, Users).On("PUT", "/crm/v8/Leads", 200, Answer(Ok("11")));

        var outcome = await _zoho.Run(new Operation.Assign("Leads", "11", owner));

        if (why is null)
        {
            Assert.Equal(new WriteOutcome.Written("11", false), outcome);
            Same("""{"data":[{"id":"11","Owner":{"id":"5"}}],"trigger":[]}""", Sent("PUT", "/crm/v8/Leads"));
            return;
        }

        Assert.Equal((FailureClasses.Validation, "OWNER_INACTIVE"), (Refusal(outcome).Class, Refusal(outcome).Code));
        Assert.Contains(why, Refusal(outcome).Message, StringComparison.Ordinal);
        Assert.Empty(_zoho.Vendor.CallsTo("PUT", "/crm/v8/Leads"));
    }

    [Fact]
    public async Task Without_the_right_to_see_users_Zoho_decides()
    {
        _zoho.Vendor.On("GET", "/crm/v8/users", 401, """{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"x","status":"error"}""");
        _zoho.Vendor.On("PUT", "/crm/v8/Leads", 400, Answer("""{"code":"INVALID_DATA","details":{"api_name":"Owner"},"message":"invalid data","status":"error"}"""));

        Assert.Equal((FailureClasses.Validation, "Owner"), Short(Refusal(await _zoho.Run(new Operation.Assign("Leads", "11", "6")))));
    }

    [Fact]
    public async Task An_account_becomes_that_of_a_contact()
    {
        _zoho.Vendor.On("PUT", "/crm/v8/Contacts", 200, Answer(Ok("30")));

        await _zoho.Run(new Operation.LinkAccount("30", "20") { JobTitle = "CEO" });

        Same("""{"data":[{"id":"30","Account_Name":{"id":"20"},"Title":"CEO"}],"trigger":[]}""", Sent("PUT", "/crm/v8/Contacts"));
    }

    public static TheoryData<Operation, string, string> Mistakes => new()
    {
        { new Operation.SetSubscription("1", "2", true), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.Enrol("1", "2", true), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.SaveDeal("1") { Status = DealStatus.Won }, FailureClasses.Validation, Operation.NotOffered },
        { new Operation.SaveDeal(null) { Title = "x", Stage = "y" }, FailureClasses.MissingField, "MANDATORY_NOT_FOUND" },
        { new Operation.SaveDeal(null) { Mark = Key, Stage = "y" }, FailureClasses.MissingField, "MANDATORY_NOT_FOUND" },
        { new Operation.SaveDeal(null) { Title = "x", Stage = "y", Mark = Key, About = new RecordLink("Leads", "7") }, FailureClasses.Validation, Operation.NeedsContact },
        { new Operation.SaveDeal("x"), FailureClasses.NotFound, "INVALID_ID" },
        { new Operation.Save("Cases", null, new Dictionary<string, string?>()), FailureClasses.Validation, "NO_MARK" },
        { new Operation.Save("Leads", null, new Dictionary<string, string?> { ["Email"] = " " }), FailureClasses.MissingField, "NO_KEY" },
        { new Operation.Save("Cases", null, new Dictionary<string, string?>()) { Mark = Key with { Field = "a b" } }, FailureClasses.Validation, "INVALID_FIELD" },
        { new Operation.Convert("x"), FailureClasses.NotFound, "INVALID_ID" },
        { new Operation.SetTag("../x", "1", "t", true), FailureClasses.Validation, "INVALID_DATA" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task What_cannot_be_done_is_refused_without_a_call(Operation operation, string failure, string code)
    {
        var fault = Refusal(await _zoho.Run(operation));

        Assert.Equal((failure, code), (fault.Class, fault.Code));
        Assert.Empty(_zoho.Vendor.Calls);
    }

    private static Operation.SetTag Tag(string id, bool present) => new("Leads", id, "ac-mql", present);

    private static Operation.AddNote Note(string mark) => new(new RecordLink("Leads", "11"), mark, new Mark(mark) { MayExist = false });

    private static Operation.SaveDeal Stage(string id, string stage) => new(id) { Stage = stage };

    private static Operation.AddTask Task(RecordLink about) => new(about, "Call Ada", Key)
    {
        Text = "Now", Priority = "High", Due = new DateTimeOffset(2026, 3, 5, 23, 0, 0, TimeSpan.FromHours(2)),
    };

    private static string Ok(string id, string message = "record updated") =>
        $$"""{"code":"SUCCESS","details":{"id":"{{id}}"},"message":"{{message}}","status":"success"}""";

    private static string Answer(params string[] items) => $$"""{"data":[{{string.Join(',', items)}}]}""";

    private static VendorFault Refusal(WriteOutcome outcome) => Assert.IsType<WriteOutcome.Refused>(outcome).Fault;

    private static (string, string?) Short(VendorFault fault) => (fault.Class, fault.Field);

    private JsonElement Sent(string method, string path) => _zoho.Vendor.CallsTo(method, path).Last().Json;

    private static void Same(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, actual), actual.GetRawText());
}
