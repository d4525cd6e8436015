using System.Globalization;
using System.Text.Json;
using Sync.Connectors.ActiveCampaign;
using Sync.Contracts;
using static Sync.Connectors.Tests.ActiveCampaign.ActiveCampaignFixture;

namespace Sync.Connectors.Tests.ActiveCampaign;

public sealed class ActiveCampaignOperationsTests
{
    private const string Tags = "/api/3/tags";
    private const string TagLinks = "/api/3/contactTags";
    private const string ListLinks = "/api/3/contactLists";
    private const string NoTags = """{"tags":[],"meta":{"total":"0"}}""";
    private const string Vip = """{"tags":[{"id":"19","tag":"vip-2"},{"id":"20","tag":"VIP","tagType":"contact"}],"meta":{"total":"2"}}""";
    private const string Duplicate = """{"message":"Could not process request","error":"Duplicate entry 'contact-vip' for key 'typetag'"}""";

    private static readonly Mark Key = new("d-17");

    private readonly ActiveCampaignFixture _account = new();

    [Theory]
    [InlineData(201, true)]
    [InlineData(200, false)]
    public async Task A_tag_is_put_on_by_its_number(int status, bool created)
    {
        _account.Vendor.On("GET", Tags, 200, Vip).On("POST", TagLinks, status, """{"contactTag":{"contact":"7","tag":"20","id":"5"}}""");

        Assert.Equal(Done("7", created), await _account.Run(new Operation.SetTag("contacts", "7", "vip ", Present: true)));
        Assert.Equal("20", Sent("POST", TagLinks, "contactTag").GetProperty("tag").GetString());
    }

    [Theory]
    [InlineData(201, """{"tag":{"tag":"vip","id":"20"}}""", NoTags)]
    [InlineData(200, """{"tag":{"tag":"vip","id":"20"}}""", NoTags)]
    [InlineData(500, Duplicate, Vip)]
    [InlineData(422, """{"errors":[{"title":"exists","code":"duplicate"}]}""", Vip)]
    [InlineData(400, Duplicate, Vip)]
    public async Task A_tag_is_made_whatever_the_account_says_to_a_name_that_exists(int status, string answer, string then)
    {
        _account.Vendor.OnTurns("GET", Tags, (200, NoTags), (200, then)).On("POST", Tags, status, answer);
        _account.Vendor.On("POST", TagLinks, 201, """{"contactTag":{"id":"5"}}""");

        Assert.Equal(Done("7", created: true), await _account.Run(new Operation.SetTag("contacts", "7", "vip", Present: true)));
        Assert.Equal("20", Sent("POST", TagLinks, "contactTag").GetProperty("tag").GetString());
    }

    [Theory]
    [InlineData(200, "{}", null)]
    [InlineData(200, "", null)]
    [InlineData(404, """{"message":"No Result found for Subscriber with id 7"}""", null)]
    [InlineData(422, """{"errors":[{"title":"no"}]}""", FailureClasses.Validation)]
    [InlineData(429, "", FailureClasses.Rate)]
    public async Task A_contact_is_deleted_and_one_that_is_gone_is(int status, string answer, string? refusal)
    {
        _account.Vendor.On("DELETE", "/api/3/contacts/7", status, answer);

        var ran = await _account.Open.Operations.Run([new Operation.Delete("contacts", "7")], Ct);

        Assert.Equal(refusal, ran.Fault?.Class ?? (ran.Value![0] as WriteOutcome.Refused)?.Fault.Class);
        Assert.Equal(refusal is null ? Done("7") : null, ran.Value?[0] as WriteOutcome.Written);
    }

    [Theory]
    [InlineData("""[{"id":"1","list":"1","status":"2"},{"id":"2","list":"2","status":"3"}]""", "true")]
    [InlineData("""[{"id":"1","list":"1","status":"2"},{"id":"2","list":"2","status":"1"}]""", null)]
    [InlineData("""[{"id":"1","list":"1","status":"2"},{"id":"2","list":"2","status":"0"}]""", null)]
    [InlineData("[]", null)]
    public async Task Who_has_left_every_list_wants_no_more_mail(string links, string? unsubscribed)
    {
        _account.Vendor.On("GET", "/api/3/contacts/7/contactLists", 200, $$"""{"contactLists":{{links}}}""");

        var read = (await _account.Target.ReadOptOuts("contacts", ["7"], ["unsubscribed"], Ct)).Value();

        Assert.Equal(unsubscribed, Assert.Single(read).Fields["unsubscribed"]);
    }

    [Theory]
    [InlineData(false, FailureClasses.Validation)]
    [InlineData(true, null)]
    public async Task Who_has_left_all_other_lists_is_put_on_a_new_one_only_by_a_newer_opt_in(bool optedIn, string? refusal)
    {
        _account.Vendor.On("GET", "/api/3/contacts/7/contactLists", 200, """{"contactLists":[{"list":"1","status":"2","udate":"2026-03-04T09:15:27-06:00"}]}""");
        _account.Vendor.On("POST", ListLinks, 201, """{"contactList":{"status":"1"}}""");
        var optIn = optedIn ? new ConfirmedOptIn(DateTimeOffset.Parse("2026-03-05T00:00:00Z", CultureInfo.InvariantCulture), "form 3") : null;

        var outcome = await _account.Run(new Operation.SetSubscription("7", "3", Subscribed: true) { OptIn = optIn });

        Assert.Equal(refusal, (outcome as WriteOutcome.Refused)?.Fault.Class);
    }

    [Fact]
    public async Task A_tag_is_found_on_a_later_page()
    {
        var first = string.Join(',', Enumerable.Range(1, 100).Select(i => $$"""{"id":"{{i}}","tag":"vip-{{i}}"}"""));
        _account.Vendor.OnTurns(
            "GET", Tags, (200, $$"""{"tags":[{{first}}],"meta":{"total":"101"} }"""), (200, """{"tags":[{"id":"500","tag":"vip"}],"meta":{"total":"101"}}"""));
        _account.Vendor.On("POST", TagLinks, 201, """{"contactTag":{"id":"5"}}""");

        await _account.Run(new Operation.SetTag("contacts", "7", "vip", Present: true));

        Assert.Equal("500", Sent("POST", TagLinks, "contactTag").GetProperty("tag").GetString());
    }

    [Fact]
    public async Task A_tag_that_is_refused_and_not_there_is_a_refusal()
    {
        _account.Vendor.On("GET", Tags, 200, NoTags).On("POST", Tags, 422, """{"errors":[{"title":"too long","code":"field_invalid"}]}""");

        Assert.Equal(FailureClasses.Validation, Refusal(await _account.Run(new Operation.SetTag("contacts", "7", "vip", Present: true))).Class);
    }

    [Fact]
    public async Task A_tag_that_was_deleted_meanwhile_is_made_again()
    {
        _account.Vendor.OnTurns("GET", Tags, (200, Vip), (200, NoTags)).On("POST", Tags, 201, """{"tag":{"id":"21"}}""");
        _account.Vendor.OnTurns(
            "POST", TagLinks, (404, """{"message":"No Result found for Tag with id 20"}"""), (201, """{"contactTag":{"id":"5"}}"""));

        Assert.Equal(Done("7", created: true), await _account.Run(new Operation.SetTag("contacts", "7", "vip", Present: true)));
    }

    [Fact]
    public async Task A_tag_is_taken_off_by_the_number_of_its_link()
    {
        _account.Vendor.On("GET", Tags, 200, Vip);
        _account.Vendor.On("GET", Contact7 + "/contactTags", 200, """{"contactTags":[{"id":"5","tag":"20"},{"id":"6","tag":"21"}]}""");
        _account.Vendor.On("DELETE", TagLinks + "/5", 200, "");

        Assert.Equal(Done("7"), await _account.Run(new Operation.SetTag("contacts", "7", "vip", Present: false)));
        Assert.Single(_account.Vendor.Calls, call => call.Method == "DELETE");
    }

    [Theory]
    [InlineData(NoTags, 200)]
    [InlineData(Vip, 404)]
    public async Task A_tag_that_is_not_on_is_off(string tags, int status)
    {
        _account.Vendor.On("GET", Tags, 200, tags).On("GET", Contact7 + "/contactTags", 200, """{"contactTags":[{"id":"5","tag":"20"}]}""");
        _account.Vendor.On("DELETE", TagLinks + "/5", status, """{"message":"No Result found for SubscriberTag with id 5"}""");

        Assert.Equal(Done("7"), await _account.Run(new Operation.SetTag("contacts", "7", "vip", Present: false)));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("1", null, null)]
    [InlineData("2", null, "unsubscribed")]
    [InlineData("2", "2026-03-04T08:00:00Z", "unsubscribed after")]
    [InlineData("2", "2026-03-05T08:00:00Z", null)]
    [InlineData("0", null, "confirmed")]
    [InlineData("0", "2026-03-05T08:00:00Z", null)]
    [InlineData("3", null, "bounced")]
    [InlineData("3", "2026-03-05T08:00:00Z", null)]
    public async Task Nobody_is_subscribed_against_his_own_word(string? state, string? optIn, string? objection)
    {
        _account.Vendor.On("GET", Contact7 + "/contactLists", 200, state is null ? """{"contactLists":[{"id":"1","list":"4","status":"1"}]}"""
            : $$"""{"contactLists":[{"id":"2","list":"3","status":"{{state}}","udate":"2026-03-04T09:15:27-06:00"}]}""");
        _account.Vendor.On("POST", ListLinks, 200, """{"contactList":{"status":"1"}}""");

        var outcome = await _account.Run(new Operation.SetSubscription("7", "3", Subscribed: true)
        {
            OptIn = optIn is null ? null : new ConfirmedOptIn(DateTimeOffset.Parse(optIn, CultureInfo.InvariantCulture), "d-1"),
        });

        if (objection is not null)
        {
            Assert.Equal(Operation.Consent, Refusal(outcome).Code);
            Assert.Contains(objection, Refusal(outcome).Message, StringComparison.Ordinal);
            Assert.Empty(_account.Vendor.CallsTo("POST", ListLinks));
            return;
        }

        Assert.IsType<WriteOutcome.Written>(outcome);
        var sent = _account.Vendor.CallsTo("POST", ListLinks).Select(call => call.Json.GetProperty("contactList")).ToList();
        Assert.Equal(state == "1" ? 0 : 1, sent.Count);
        Assert.All(sent, body => Assert.Equal(state == "2", body.TryGetProperty("sourceid", out _)));
    }

    [Fact]
    public async Task An_unsubscription_goes_out_at_once()
    {
        _account.Vendor.On("POST", ListLinks, 201, """{"contactList":{"status":"2"}}""");

        Assert.IsType<WriteOutcome.Written>(await _account.Run(new Operation.SetSubscription("7", "3", Subscribed: false)));
        Assert.Equal("2", Sent("POST", ListLinks, "contactList").GetProperty("status").GetString());
        Assert.Single(_account.Vendor.Calls);
    }

    [Fact]
    public async Task A_subscription_that_the_vendor_did_not_make_is_none()
    {
        _account.Vendor.On("GET", Contact7 + "/contactLists", 200, """{"contactLists":[]}""");
        _account.Vendor.On("POST", ListLinks, 200, """{"contactList":{"status":"2"}}""");

        Assert.Equal(Operation.Consent, Refusal(await _account.Run(new Operation.SetSubscription("7", "3", Subscribed: true))).Code);
    }

    [Theory]
    [InlineData("contacts", "/api/3/contacts/7/notes", "Subscriber")]
    [InlineData("deals", "/api/3/deals/7/notes", "Deal")]
    [InlineData("accounts", "/api/3/accounts/7/notes", "CustomerAccount")]
    public async Task A_note_is_looked_for_before_it_is_made(string module, string list, string relType)
    {
        _account.Vendor.On("GET", list, 200, """{"notes":[{"id":"1","note":"Hello\n\n[sync:d-170]"}]}""");
        _account.Vendor.On("POST", "/api/3/notes", 201, """{"note":{"id":"2"}}""");
        var note = new Operation.AddNote(new RecordLink(module, "7"), "Opened 3 mails", Key);

        Assert.Equal(Done("2", created: true), await _account.Run(note));
        var sent = Sent("POST", "/api/3/notes", "note");
        Assert.Equal(("Opened 3 mails\n\n[sync:d-17]", relType), (sent.GetProperty("note").GetString(), sent.GetProperty("reltype").GetString()));

        _account.Vendor.On("GET", list, 200, """{"notes":[{"id":"2","note":"Opened 3 mails\n\n[sync:d-17]"}]}""");
        Assert.Equal(Done("2"), await _account.Run(note));
        Assert.Single(_account.Vendor.CallsTo("POST", "/api/3/notes"));
    }

    [Fact]
    public async Task What_nobody_can_have_tried_is_not_looked_for()
    {
        _account.Vendor.On("POST", "/api/3/notes", 201, """{"note":{"id":"2"}}""");

        await _account.Run(new Operation.AddNote(new RecordLink("contacts", "7"), "x", Key with { MayExist = false }));

        Assert.Single(_account.Vendor.Calls);
    }

    [Fact]
    public async Task Tasks_that_are_done_or_gone_are_told_from_those_that_are_not()
    {
        _account.Vendor.On("GET", "/api/3/dealTasks/7", 200, """{"dealTask":{"id":"7","status":"1"}}""")
            .On("GET", "/api/3/dealTasks/8", 200, """{"dealTask":{"id":"8","status":"0"}}""")
            .On("GET", "/api/3/dealTasks/9", 404, """{"message":"No Result found for DealTask with id 9"}""");

        Assert.Equal(["7", "9"], (await _account.Open.Operations.DoneTasks("tasks", ["7", "8", "9"], CancellationToken.None)).Value());
    }

    [Fact]
    public async Task A_task_is_looked_for_among_those_of_its_record()
    {
        _account.Vendor.On("GET", "/api/3/dealTasks", 200, """
            {"dealTasks":[{"id":"1","relid":"78","note":"[sync:d-17]"}],"meta":{"total":"1"}}
            """);
        _account.Vendor.On("GET", "/api/3/dealTasktypes", 200, """{"dealTasktypes":[{"id":"3","title":"Call"}],"meta":{"total":"1"}}""");
        _account.Vendor.On("GET", "/api/3/users/1", 200, """{"user":{"id":"1"}}""");
        _account.Vendor.On("POST", "/api/3/dealTasks", 201, """{"dealTask":{"id":"31"}}""");
        var due = new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.FromHours(1));

        var outcome = await _account.Run(new Operation.AddTask(new RecordLink("deals", "77"), "Ring back", Key) { Due = due, OwnerId = "1" });

        Assert.Equal(Done("31", created: true), outcome);
        Assert.Equal(
            """{"title":"Ring back","ownerType":"deal","relid":"77","status":"0","note":"[sync:d-17]","duedate":"2026-03-05T08:00:00+00:00","edate":"2026-03-05T08:15:00+00:00","dealTasktype":"3","assignee":"1"}""",
            Sent("POST", "/api/3/dealTasks", "dealTask").GetRawText());
    }

    [Theory]
    [InlineData("12.5", "EUR", 1250)]
    [InlineData("0.015", "usd", 2)]
    [InlineData("1200", "JPY", 1200)]
    [InlineData("1.234", "KWD", 1234)]
    public async Task A_deal_goes_in_the_smallest_unit(string amount, string currency, long minor)
    {
        _account.Vendor.On("GET", Contact7 + "/deals", 200, """{"deals":[{"id":"1","description":null}]}""");
        _account.Vendor.On("POST", "/api/3/deals", 201, """{"deal":{"id":"77"}}""");

        var outcome = await _account.Run(new Operation.SaveDeal(null)
        {
            Title = "Roof", Mark = Key, About = new RecordLink("contacts", "7"), Stage = "9",
            Value = new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency),
        });

        Assert.Equal(Done("77", created: true), outcome);
        var deal = Sent("POST", "/api/3/deals", "deal");
        Assert.Equal((minor, currency.ToLowerInvariant()), (deal.GetProperty("value").GetInt64(), deal.GetProperty("currency").GetString()));
        Assert.Equal("[sync:d-17]", deal.GetProperty("description").GetString());
    }

    [Fact]
    public async Task A_deal_that_is_there_is_not_made_again()
    {
        _account.Vendor.On("GET", "/api/3/deals", 200, """{"deals":[{"id":"76","description":"Big\n\n[sync:d-17]"}],"meta":{"total":1}}""");

        Assert.Equal(Done("76"), await _account.Run(new Operation.SaveDeal(null)
        {
            Title = "Roof", Mark = Key, AccountId = "12", Pipeline = "2", Value = new Money(1, "EUR"),
        }));
        Assert.DoesNotContain(_account.Vendor.Calls, call => call.Method == "POST");
    }

    [Fact]
    public async Task A_deal_is_changed_by_what_is_said_alone()
    {
        _account.Vendor.On("GET", "/api/3/dealCustomFieldMeta", 200, """
            {"dealCustomFieldMeta":[{"id":"4","fieldType":"multiselect","personalization":"DEAL_ROOF"},{"id":"6","fieldType":"currency"}],"meta":{"total":2}}
            """);
        _account.Vendor.On("PUT", "/api/3/deals/77", 200, """{"deal":{"id":"77"}}""");

        var outcome = await _account.Run(new Operation.SaveDeal("77")
        {
            Status = DealStatus.Won, Stage = "10", Value = new Money(10, "eur"),
            Fields = new Dictionary<string, string?> { ["field:deal_roof"] = "||Tile||Wood||", ["field:6"] = "5.50", ["percent"] = "40" },
        });

        Assert.Equal(Done("77"), outcome);
        Assert.Equal(
            """{"stage":"10","currency":"eur","percent":"40","value":1000,"status":1,"fields":[{"customFieldId":4,"fieldValue":["Tile","Wood"]},{"customFieldId":6,"fieldValue":550,"fieldCurrency":"EUR"}]}""",
            Sent("PUT", "/api/3/deals/77", "deal").GetRawText());
    }

    public static TheoryData<Operation, string, string> Mistakes => new()
    {
        { new Operation.SaveDeal(null), FailureClasses.MissingField, "field_missing" },
        { new Operation.SaveDeal(null) { Title = "x", Mark = Key, Value = new Money(1, "EUR"), ContactId = "7" }, FailureClasses.MissingField, "field_missing" },
        { new Operation.SaveDeal("7") { ClosesOn = new DateOnly(2026, 1, 1) }, FailureClasses.Validation, Operation.NotOffered },
        { new Operation.SetTag("deals", "7", "x", true), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.SetTag("contacts", "7", " ", true), FailureClasses.MissingField, "NO_TAG" },
        { new Operation.AddNote(new RecordLink("notes", "7"), "x", Key), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.AddNote(new RecordLink("Leads", "7"), "x", Key), FailureClasses.Validation, "UNKNOWN_MODULE" },
        { new Operation.AddNote(new RecordLink("contacts", "7"), "x", Key with { Field = "f" }), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.AddTask(new RecordLink("accounts", "7"), "x", Key), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.Assign("contacts", "7", "1"), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.Convert("7"), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.Save("deals", null, new Dictionary<string, string?>()), FailureClasses.Validation, "NO_MARK" },
        { new Operation.Save("lists", null, new Dictionary<string, string?>()), FailureClasses.Validation, Operation.NotOffered },
        { new Operation.Save("accounts", null, new Dictionary<string, string?>()), FailureClasses.MissingField, "field_missing" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task What_cannot_be_done_is_refused_without_a_call(Operation operation, string failure, string code)
    {
        var fault = Refusal(await _account.Run(operation));

        Assert.Equal((failure, code), (fault.Class, fault.Code));
        Assert.Empty(_account.Vendor.Calls);
    }

    [Fact]
    public async Task An_account_is_found_by_its_name_or_made()
    {
        var save = new Operation.Save("accounts", null, new Dictionary<string, string?> { ["name"] = "Lind AB", ["accountUrl"] = "https://lind.example" });
        _account.Vendor.OnTurns(
            "GET", "/api/3/accounts", (200, """{"accounts":[{"id":"11","name":"Lind AB Nord"}],"meta":{"total":"1"}}"""),
            (200, """{"accounts":[{"id":"12","name":"LIND ab"}],"meta":{"total":"1"}}"""));
        _account.Vendor.OnTurns(
            "POST", "/api/3/accounts", (422, """{"errors":[{"title":"Name has already been taken","code":"duplicate"}]}"""));
        _account.Vendor.On("PUT", "/api/3/accounts/12", 200, """{"account":{"id":"12"}}""");

        Assert.Equal(Done("12"), await _account.Run(save));
        Assert.Equal(["GET", "POST", "GET", "PUT"], _account.Vendor.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_contact_is_moved_from_one_account_to_another()
    {
        _account.Vendor.On("GET", "/api/3/accountContacts", 200, """
            {"accountContacts":[{"id":"8","contact":"7","account":"11"},{"id":"9","contact":"70","account":"12"}],"meta":{"total":"2"}}
            """);
        _account.Vendor.On("DELETE", "/api/3/accountContacts/8", 200, "{}");
        _account.Vendor.OnTurns(
            "POST", "/api/3/accountContacts",
            (422, """{"errors":[{"title":"already","code":"field_invalid","source":{"pointer":"/data/attributes/account,contact"}}]}"""),
            (201, """{"accountContact":{"id":"10"}}"""));

        Assert.Equal(Done("10", created: true), await _account.Run(new Operation.LinkAccount("7", "12") { JobTitle = "CEO" }));
        Assert.Equal("""{"contact":"7","account":"12","jobTitle":"CEO"}""", Sent("POST", "/api/3/accountContacts", "accountContact").GetRawText());
    }

    [Theory]
    [InlineData("CEO", 1)]
    [InlineData("CTO", 2)]
    [InlineData(null, 1)]
    public async Task A_contact_that_has_the_account_keeps_it(string? title, int calls)
    {
        _account.Vendor.On("GET", "/api/3/accountContacts", 200, """
            {"accountContacts":[{"id":"8","contact":"7","account":"12","jobTitle":"CEO"}],"meta":{"total":"1"}}
            """);
        _account.Vendor.On("PUT", "/api/3/accountContacts/8", 200, """{"accountContact":{"id":"8"}}""");

        Assert.Equal(Done("8"), await _account.Run(new Operation.LinkAccount("7", "12") { JobTitle = title }));
        Assert.Equal(calls, _account.Vendor.Calls.Count);
    }

    [Fact]
    public async Task Who_is_in_an_automation_is_not_put_in_again()
    {
        _account.Vendor.On("GET", Contact7 + "/contactAutomations", 200, """
            {"contactAutomations":[{"id":"1","automation":"31","status":"2"},{"id":"2","seriesid":"31","status":"1"}]}
            """);
        _account.Vendor.On("DELETE", "/api/3/contactAutomations/2", 200, "{}");
        _account.Vendor.On("POST", "/api/3/contactAutomations", 403, """{"message":"Could not create SubscriberSeries"}""");

        Assert.Equal(Done("2"), await _account.Run(new Operation.Enrol("7", "31", Present: true)));
        Assert.Equal(Done("7"), await _account.Run(new Operation.Enrol("7", "31", Present: false)));
        Assert.Equal(FailureClasses.Validation, Refusal(await _account.Run(new Operation.Enrol("7", "32", Present: true))).Class);
        Assert.Single(_account.Vendor.CallsTo("POST", "/api/3/contactAutomations"));
    }

    [Fact]
    public async Task Nothing_is_given_to_a_user_who_is_not_there()
    {
        _account.Vendor.On("GET", "/api/3/users/9", 404, """{"message":"No Result found for User with id 9"}""");
        _account.Vendor.On("GET", "/api/3/users/1", 200, """{"user":{"id":"1"}}""").On("PUT", "/api/3/deals/77", 200, """{"deal":{"id":"77"}}""");

        Assert.Equal("OWNER_UNKNOWN", Refusal(await _account.Run(new Operation.Assign("deals", "77", "9"))).Code);
        Assert.Equal(Done("77"), await _account.Run(new Operation.Assign("deals", "77", "1")));
        Assert.Equal(Done("77"), await _account.Run(new Operation.Assign("deals", "77", "1")));
        Assert.Single(_account.Vendor.CallsTo("GET", "/api/3/users/1"));
    }

    [Fact]
    public async Task Operations_stop_where_the_account_is_at_fault()
    {
        _account.Vendor.OnTurns("POST", ListLinks, (201, """{"contactList":{"status":"2"}}"""), (429, "{}"));
        Operation[] operations = [Out("1"), new Operation.Convert("x"), Out("2"), Out("3"), Out("4")];

        var outcomes = (await _account.Open.Operations.Run(operations, Ct)).Value();

        Assert.IsType<WriteOutcome.Written>(outcomes[0]);
        Assert.Equal(
            [FailureClasses.Validation, FailureClasses.Rate, FailureClasses.Rate, FailureClasses.Rate], outcomes.Skip(1).Select(each => Refusal(each).Class));
        Assert.Equal(2, _account.Vendor.Calls.Count);
        Assert.Equal(FailureClasses.Rate, (await _account.Open.Operations.Run([Out("5"), Out("6")], Ct)).Refusal().Class);
    }

    [Fact]
    public async Task A_right_that_is_missing_for_deals_lets_the_rest_go_on()
    {
        _account.Vendor.On("PUT", "/api/3/deals/77", 403, "").On("GET", Me, 200, """{"user":{"id":"1"}}""");
        _account.Vendor.On("POST", ListLinks, 201, """{"contactList":{"status":"2"}}""");

        var outcomes = (await _account.Open.Operations.Run([new Operation.SaveDeal("77") { Stage = "1" }, Out("1")], Ct)).Value();

        Assert.Equal((FailureClasses.Permission, "deals"), (Refusal(outcomes[0]).Class, Refusal(outcomes[0]).Module));
        Assert.IsType<WriteOutcome.Written>(outcomes[1]);
    }

    [Fact]
    public void An_opt_in_of_the_very_moment_of_the_unsubscription_or_of_who_knows_when_is_not_newer()
    {
        var at = Some.Received;

        Assert.NotNull(ActiveCampaignSubscriptions.Objection("2", at, new ConfirmedOptIn(at, "x")));
        Assert.NotNull(ActiveCampaignSubscriptions.Objection("2", null, new ConfirmedOptIn(at, "x")));
        Assert.Null(ActiveCampaignSubscriptions.Objection("2", at.AddSeconds(-1), new ConfirmedOptIn(at, "x")));
    }

    private static Operation.SetSubscription Out(string contact) => new(contact, "3", Subscribed: false);

    private static WriteOutcome.Written Done(string id, bool created = false) => new(id, created);

    private static VendorFault Refusal(WriteOutcome outcome) => Assert.IsType<WriteOutcome.Refused>(outcome).Fault;

    private JsonElement Sent(string method, string path, string envelope) =>
        _account.Vendor.CallsTo(method, path).Last().Json.GetProperty(envelope);
}
