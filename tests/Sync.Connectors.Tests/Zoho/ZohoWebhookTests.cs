using Sync.Connectors.Zoho;

namespace Sync.Connectors.Tests.Zoho;

public sealed class ZohoWebhookTests
{
    private const string Update = """
        {"server_time":1772613072787,
         "affected_values":[{"record_id":"5550100000003194003","values":{"Lead_Status":"Contacted","Phone":"+4930123"}}],
         "query_params":{"k":"v"},"module":"Leads","resource_uri":"https://www.zohoapis.com/crm/v2/Leads",
         "ids":["5550100000003194003"],"affected_fields":[{"5550100000003194003":["Lead_Status","Phone"]}],
         "operation":"update","channel_id":"1000000068001","token":"s3cr3t"}
        """;

    private static readonly ZohoWebhook Webhook = new();

    [Fact]
    public void A_notification_is_a_hint()
    {
        var hint = Hint(Update);

        Assert.Equal(("Leads.update", "Leads", "5550100000003194003"), (hint.Kind, hint.Module, Assert.Single(hint.RecordIds)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1772613072787), hint.ChangedAt);
    }

    [Theory]
    [InlineData("""{"module":"Leads","ids":["1"],"operation":"delete","channel_id":"1","token":null}""", "Leads.delete", "Leads", "1")]
    [InlineData("""{"module":"Contacts","ids":["1","2","1"],"operation":"insert","channel_id":1}""", "Contacts.insert", "Contacts", "1,2")]
    [InlineData("""{"module":"Deals","ids":[5550100000003194003],"operation":"update"}""", "Deals.update", "Deals", "5550100000003194003")]
    [InlineData("""{"module":"Deals","affected_values":[{"record_id":"8"},{"values":{}}],"operation":"update"}""", "Deals.update", "Deals", "8")]
    [InlineData("""{"module":"Deals","ids":[],"affected_fields":[{"8":["A"],"9":[]}],"operation":"update"}""", "Deals.update", "Deals", "8,9")]
    [InlineData("""{"module":"Leads","ids":["1"],"channel_id":"1"}""", "Leads.change", "Leads", "1")]
    [InlineData("""{"module":"users","ids":["1"],"operation":"update","unknown":{"a":[1,{"b":null}]}}""", "users.update", "users", "1")]
    public void Notifications_come_in_many_shapes(string json, string kind, string module, string ids)
    {
        var hint = Hint(json);

        Assert.Equal((kind, module, ids), (hint.Kind, hint.Module, string.Join(',', hint.RecordIds)));
        Assert.Equal(Some.Received, hint.ChangedAt);
    }

    [Theory]
    [InlineData("delete", true)]
    [InlineData("Delete", true)]
    [InlineData("update", false)]
    [InlineData("insert", false)]
    public void A_deletion_is_told_as_one(string operation, bool isDeletion) => Assert.Equal(
        isDeletion, Hint($$"""{"module":"Leads","ids":["1"],"operation":"{{operation}}","channel_id":"1"}""").IsDeletion);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("<html><body>a=b</body></html>")]
    [InlineData("just words")]
    [InlineData("""{"ids":["1"],"operation":"update","channel_id":"1"}""")]
    [InlineData("""{"module":"../users","ids":["1"],"operation":"update"}""")]
    [InlineData("""{"module":"Leads","ids":[],"operation":"update","channel_id":"1"}""")]
    [InlineData("""{"module":"Leads","ids":"1","operation":"update","channel_id":"1"}""")]
    [InlineData("""{"module":"Leads","ids":["x",null,{},[]],"operation":"update"}""")]
    [InlineData("""{"module":7,"ids":["\ud800"],"affected_fields":[{"\udfff":1}],"channel_id":"\ud800"}""")]
    public void Junk_cannot_be_understood_and_does_no_harm(string body)
    {
        Assert.IsType<WebhookReading.Unparsable>(Webhook.Read(Some.Json(body)));
        Assert.Equal(Key(body), Key(body));
    }

    [Theory]
    [InlineData("lead_id=5550100000003194003&email=ada%40northwind.test", "module=Leads", "Leads", "5550100000003194003")]
    [InlineData("lead_id=5550100000003194003&email=ada%40northwind.test", null, "Leads", "5550100000003194003")]
    [InlineData("Lead+Id=zcrm_5550100000003194003", "module=Leads", "Leads", "5550100000003194003")]
    [InlineData("id=12&email=x", "secret=abc&module=Contacts", "Contacts", "12")]
    [InlineData("account_id=3&contact_id=4&id=5", "module=Contacts", "Contacts", "4")]
    [InlineData("account_id=3&id=5", "module=Contacts", "Contacts", "5")]
    [InlineData("""{"lead_id":"12","email":"x"}""", "module=Leads", "Leads", "12")]
    [InlineData("""{"data":[{"id":12}]}""", "module=Deals", "Deals", "12")]
    [InlineData("""{"data":{"deal_id":"12"}}""", null, "Deals", "12")]
    [InlineData("", "module=Leads&lead_id=12", "Leads", "12")]
    [InlineData("Kunden+Nr=12&lead_id=13", "module=Leads&idIn=Kunden%20Nr", "Leads", "12")]
    [InlineData("""{"data":{"nr":"12","id":"13"}}""", "secret=x&module=Contacts&idIn=nr", "Contacts", "12")]
    public void A_workflow_webhook_is_a_hint_if_it_names_a_record(string body, string? query, string module, string id)
    {
        var hint = Assert.IsType<WebhookReading.Hint>(Webhook.Read(Some.Form(body, query)));

        Assert.Equal((module + ".workflow", module, id), (hint.Kind, hint.Module, Assert.Single(hint.RecordIds)));
        Assert.Equal(Some.Received, hint.ChangedAt);
    }

    [Theory]
    [InlineData("id=12", null)]
    [InlineData("email=ada%40northwind.test", "module=Leads")]
    [InlineData("contact_id=3&account_id=4", null)]
    [InlineData("contact_id=3&account_id=4", "module=Leads")]
    [InlineData("lead_id=abc", "module=Leads")]
    [InlineData("""{"id":"12"}""", "module=")]
    [InlineData("{}", "module=Leads")]
    [InlineData("lead_id=12", "module=Leads&idIn=nr")]
    [InlineData("nr=12", "idIn=nr")]
    public void A_workflow_webhook_that_names_none_is_of_an_unknown_kind(string body, string? query) =>
        Assert.Equal("workflow", Assert.IsType<WebhookReading.UnknownKind>(Webhook.Read(Some.Form(body, query))).Kind);

    [Fact]
    public void A_notification_keeps_its_key_whatever_the_order_of_its_parts()
    {
        var other = """
            {"token":"s3cr3t","operation":"update","ids":["5550100000003194003"],"channel_id":1000000068001,"module":"Leads","server_time":1772613072787}
            """;

        Assert.Equal(Key(Update), Key(other));
        Assert.Equal(
            Key("""{"module":"Leads","ids":["2","1"],"operation":"update","server_time":5}"""),
            Key("""{"server_time":5,"ids":["1","2"],"operation":"update","module":"Leads"}"""));
    }

    [Theory]
    [InlineData("1772613072787", "1772613072788")]
    [InlineData("5550100000003194003", "5550100000003194004")]
    [InlineData("\"update\"", "\"insert\"")]
    [InlineData("\"Leads\"", "\"Contacts\"")]
    [InlineData("1000000068001", "1000000068002")]
    public void A_notification_of_something_else_has_another_key(string part, string other) =>
        Assert.NotEqual(Key(Update), Key(Update.Replace(part, other, StringComparison.Ordinal)));

    [Fact]
    public void Anything_else_is_named_by_its_bytes_and_its_address()
    {
        Assert.Equal(Key("lead_id=1"), Key("lead_id=1"));
        Assert.NotEqual(Key("lead_id=1"), Key("lead_id=2"));
        Assert.NotEqual(Key("""{"module":"Leads","ids":["1"]}"""), Key("""{"module":"Leads","ids":["1"] }"""));
        Assert.NotEqual(Webhook.Key("sales", Some.Form("", "id=1")), Webhook.Key("sales", Some.Form("", "id=2")));
        Assert.NotEqual(Webhook.Key("sales", Some.Form("a")), Webhook.Key("other", Some.Form("a")));
        Assert.NotEqual(Webhook.Key("sales", Some.Json(Update)), Webhook.Key("other", Some.Json(Update)));
    }

    [Fact]
    public void The_key_is_the_same_in_every_version() =>
        Assert.Equal(Guid.Parse("01c2cc7f-b916-239a-69eb-a0a95829ff1d"), Key(Update));

    [Theory]
    [InlineData("-5")]
    [InlineData("99999999999999999999999999")]
    [InlineData("4102444800000")]
    [InlineData("\"soon\"")]
    [InlineData("1.5e3")]
    [InlineData("null")]
    public void A_time_that_cannot_be_right_is_not_believed(string time) =>
        Assert.Equal(Some.Received, Hint(Update.Replace("1772613072787", time, StringComparison.Ordinal)).ChangedAt);

    [Fact]
    public void A_byte_order_mark_does_not_matter() => Assert.Equal("Leads.update", Hint("\ufeff" + Update).Kind);

    private static WebhookReading.Hint Hint(string json) => Assert.IsType<WebhookReading.Hint>(Webhook.Read(Some.Json(json)));

    private static Guid Key(string body) => Webhook.Key("sales", Some.Json(body));
}
